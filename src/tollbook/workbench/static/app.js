// The frame with a script: light or dark by choice. Without it the choice is that of the system.
"use strict";
(() => {
  const root = document.documentElement;
  const kept = localStorage.getItem("scheme");
  if (kept === "light" || kept === "dark") root.dataset.scheme = kept;
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("scheme");
    const dark = () => (root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    const say = () => { button.textContent = dark() ? "Light" : "Dark"; };
    button.hidden = false;
    say();
    button.addEventListener("click", () => {
      root.dataset.scheme = dark() ? "light" : "dark";
      localStorage.setItem("scheme", root.dataset.scheme);
      say();
    });
  });
})();
