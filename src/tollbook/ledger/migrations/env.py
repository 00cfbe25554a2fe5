"""How alembic runs the revisions: on the connection that `upgrade` hands over, in its transaction."""

from alembic import context

from tollbook.ledger import tables

context.configure(connection=context.config.attributes["connection"], target_metadata=tables.log)
with context.begin_transaction():
    context.run_migrations()
