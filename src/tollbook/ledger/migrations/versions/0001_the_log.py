"""The log: entries, and beside them the words and bytes that can be deleted."""

import sqlalchemy as sa
from alembic import op

from tollbook.ledger.backends import BACKENDS

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the three tables and the guards that keep entries as they were written."""
    op.create_table(
        "entry",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("step", sa.Text),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "words",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "original",
        sa.Column("checksum", sa.Text, primary_key=True),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    connection = op.get_bind()
    BACKENDS[connection.dialect.name].guard(connection)
