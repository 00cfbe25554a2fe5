// The report page with a script: a popover at each claim, lines between figures that do not add up, and words
// selected in the text filled into the form. Without it everything is told in words, and can be typed.
"use strict";
(() => {
  const text = document.getElementById("text");
  if (!text) return;
  const box = text.parentElement;
  const svgName = "http://www.w3.org/2000/svg";
  const quotes = new Map();
  const claims = (quote) => quote.dataset.c?.split(" ") ?? [quote.hash.slice(1)];
  for (const quote of text.querySelectorAll("a.claim"))
    for (const id of claims(quote)) {
      if (!quotes.has(id)) quotes.set(id, []);
      quotes.get(id).push(quote);
    }

  // What a claim says, beside its words; built from the card, as text, so that nothing of a report is ever run.
  const popover = document.createElement("div");
  popover.className = "popover";
  popover.setAttribute("role", "tooltip");
  popover.id = "popover";
  popover.hidden = true;
  box.append(popover);

  const show = (quote) => {
    popover.replaceChildren();
    for (const id of claims(quote)) {
      const card = document.getElementById(id);
      if (!card) continue;
      if (popover.childElementCount) popover.append(document.createElement("hr"));
      for (const name of ["what", "who", "was", "by"]) {
        const line = card.querySelector("." + name);
        if (!line) continue;
        const told = document.createElement("p");
        told.textContent = line.textContent.replace(/\s+/g, " ").trim();
        popover.append(told);
      }
      card.classList.add("on");
      for (const other of quotes.get(id)) other.classList.add("on");
    }
    if (!popover.childElementCount) return;
    popover.hidden = false;
    quote.setAttribute("aria-describedby", "popover");
    const at = quote.getClientRects()[0];
    const frame = box.getBoundingClientRect();
    const left = Math.min(at.left - frame.left, frame.width - popover.offsetWidth);
    const above = at.top - frame.top - popover.offsetHeight - 6;
    popover.style.left = Math.max(0, left) + "px";
    popover.style.top = (at.top > popover.offsetHeight + 12 ? above : at.bottom - frame.top + 6) + "px";
    for (const path of box.querySelectorAll(".lines path"))
      path.classList.toggle("on", claims(quote).some((id) => path.dataset.c.split(" ").includes(id)));
  };
  const hide = () => {
    popover.hidden = true;
    for (const each of document.querySelectorAll(".on")) each.classList.remove("on");
  };
  for (const [over, out] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    text.addEventListener(over, (event) => {
      const quote = event.target.closest("a.claim");
      if (quote) { hide(); show(quote); }
    });
    text.addEventListener(out, hide);
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  // Figures that do not add up: a line from quote to quote, drawn over the text.
  const draw = () => {
    box.querySelector(".lines")?.remove();
    const svg = document.createElementNS(svgName, "svg");
    svg.setAttribute("class", "lines");
    svg.setAttribute("aria-hidden", "true");
    const frame = box.getBoundingClientRect();
    const middle = (id) => {
      const at = quotes.get(id)?.[0]?.getClientRects()[0];
      return at && { x: (at.left + at.right) / 2 - frame.left, y: at.top - frame.top, low: at.bottom - frame.top };
    };
    for (const conflict of document.querySelectorAll(".conflict[data-line]")) {
      const ends = conflict.dataset.line.split(" ").map(middle).filter(Boolean);
      for (let i = 1; i < ends.length; i++) {
        const [a, b] = ends[i - 1].y <= ends[i].y ? [ends[i - 1], ends[i]] : [ends[i], ends[i - 1]];
        const one = Math.abs(a.y - b.y) < 4;
        const from = one ? a.y : a.low, to = b.y;
        const bend = one ? -18 : Math.max(12, (to - from) / 2);
        const path = document.createElementNS(svgName, "path");
        path.setAttribute("d", one
          ? `M${a.x},${from} C${a.x},${from + bend} ${b.x},${to + bend} ${b.x},${to}`
          : `M${a.x},${from} C${a.x},${from + bend} ${b.x},${to - bend} ${b.x},${to}`);
        path.dataset.c = conflict.dataset.line;
        if (conflict.classList.contains("closed")) path.setAttribute("class", "closed");
        svg.append(path);
      }
    }
    if (svg.childElementCount) box.append(svg);
  };
  let waiting = 0;
  const later = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(draw); };
  draw();
  document.fonts?.ready.then(later);
  new ResizeObserver(later).observe(text);

  // Words selected in the text go into the form. A place in the text is counted in code points, as the ledger
  // does, while a string here counts UTF-16 units: an emoji is one there and two here.
  const form = document.getElementById("claim-form");
  const points = (words) => { let n = 0; for (const _ of words) n++; return n; };
  const chosen = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.cloneContents().textContent;
    const lead = words.length - words.trimStart().length;
    return { quote: words.trim(), start: points(before.cloneContents().textContent) + points(words.slice(0, lead)) };
  };
  if (form) {
    document.addEventListener("selectionchange", () => {
      const words = chosen();
      if (!words || !words.quote) return;
      form.elements.quote.value = words.quote;
      form.elements.start.value = words.start;
    });
    form.elements.quote.addEventListener("input", () => { if (!form.elements.claim.value) form.elements.start.value = ""; });
  }
})();
