// Escape puts a reason away until something else is pointed at; and the list says which article is shown.
"use strict";
addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add("quiet");
});
for (const kind of ["focusin", "pointerover"]) {
  addEventListener(kind, (event) => {
    if (event.target.closest("del, mark")) document.body.classList.remove("quiet");
  });
}
const entries = [...document.querySelectorAll("nav a")];
function tellWhichIsShown() {
  const shown = entries.find((entry) => entry.hash === location.hash) ?? entries[0];
  for (const entry of entries) entry.toggleAttribute("aria-current", entry === shown);
  if (shown) shown.setAttribute("aria-current", "true");
}
addEventListener("hashchange", tellWhichIsShown);
tellWhichIsShown();
