// On a phone the menu lies over the page: it closes when a page has been chosen from it, as Streamlit's own menu does.
document.addEventListener("click", (event) => {
  const link = event.target.closest('[data-testid="stSidebar"] [data-testid="stPageLink-NavLink"]');
  if (link && window.matchMedia("(max-width: 768px)").matches) {
    const close = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    setTimeout(() => close && close.click(), 0);
  }
});

// Streamlit's uploader speaks English and takes no other words: they are put into Swedish where they stand.
const UPLOAD_WORDS = [
  [/^Upload$/, "Välj filer"],
  [/^([\d.,]+)\s?([KMG]B) per file$/, "Högst $1 $2 per fil"],
  [/^Drag and drop files here$/, "Släpp filerna här"],
  [/^Add files$/, "Lägg till filer"],
  [/^file upload$/, "Välj filer"],
  [/^Remove (.+)$/, "Ta bort $1"],
  [/^Cancel upload of (.+)$/, "Avbryt överföringen av $1"],
  [/^Click to retry upload$/, "Försök igen"],
  [/^Error: $/, "Fel: "],
  [/^Upload failed$/, "Överföringen misslyckades."],
  [/File must be ([\d.,]+)\s?([KMG]B) or smaller\./, "Filen är större än $1 $2. Dela upp den, eller läs in den med lus import."],
  [/\S* ?files are not allowed\./, "Filtypen tas inte emot."],
  [/Unexpected error\. Please try again\.|^.*(status code|Network Error).*$/, "Filen kom inte fram. Försök igen."],
];
const UPLOAD_PARTS = '[data-testid="stFileUploader"], [data-testid="stTooltipContent"], [data-testid="stTooltipErrorContent"]';

function inSwedish(words) {
  return UPLOAD_WORDS.reduce((said, [english, swedish]) => said.replace(english, swedish), words);
}

function translateUploads() {
  for (const part of document.querySelectorAll(UPLOAD_PARTS)) {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.parentElement.dataset.testid === "stFileChipName") continue;
      const said = inSwedish(text.data);
      if (said !== text.data) text.data = said;
    }
    for (const name of ["aria-label", "title"]) {
      for (const element of part.querySelectorAll(`[${name}]`)) {
        const said = inSwedish(element.getAttribute(name));
        if (said !== element.getAttribute(name)) element.setAttribute(name, said);
      }
    }
  }
}

new MutationObserver(translateUploads).observe(document.documentElement, { childList: true, subtree: true, characterData: true });

// A file that is too large, or of another kind, never reaches the page; the uploader forgets it with the others it took.
function tellRefused(files) {
  const place = document.getElementById("upload-refused");
  if (!place) return;
  const { most, types } = place.dataset;
  const faults = [...files].flatMap((file) => {
    if (file.size > most * 1024 * 1024) return [`${file.name} är större än ${most} MB. Dela upp den, eller läs in den med lus import.`];
    if (!types.split(" ").includes(file.name.split(".").pop().toLowerCase())) return [`${file.name}: filtypen tas inte emot.`];
    return [];
  });
  place.textContent = faults.join(" ");
}

const inUploader = (event) => event.target.closest?.('[data-testid="stFileUploader"]');
document.addEventListener("drop", (event) => inUploader(event) && tellRefused(event.dataTransfer.files), true);
document.addEventListener("change", (event) => inUploader(event) && event.target.files && tellRefused(event.target.files), true);
