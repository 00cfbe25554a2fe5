// The inbox by keyboard: j and k go from one to the next, a letter presses what bears it in the one with the focus.
"use strict";
(() => {
  const items = [...document.querySelectorAll("[data-item]")];
  for (const help of document.querySelectorAll(".keys")) help.hidden = false;
  const here = () => items.findIndex((item) => item.contains(document.activeElement));
  const go = (place) => {
    const item = items[Math.max(0, Math.min(items.length - 1, place))];
    if (!item) return;
    item.focus();
    item.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "j") go(here() + 1);
    else if (event.key === "k") go(here() < 0 ? 0 : here() - 1);
    else if (event.key === "u") document.getElementById("undo")?.click();
    else {
      const item = items[here()];
      const meant = item && /^[a-z]$/.test(event.key) && item.querySelector(`[data-key="${event.key}"]`);
      if (!meant) return;
      if (meant.name === "decide") sessionStorage.setItem("place", String(here()));
      meant.click();
    }
    event.preventDefault();
  });
  // After a decision the list comes again without what was decided: go on where it stood.
  const place = sessionStorage.getItem("place");
  sessionStorage.removeItem("place");
  if (place !== null) go(Number(place));
})();
