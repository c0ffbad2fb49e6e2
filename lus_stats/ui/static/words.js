// Streamlit speaks English and takes no other words: they are put into Swedish where they stand, as soon as they do.
// Only whole texts that are known are touched, so nothing of the app's own is; tests/browser looks for what is left.
const WORDS = new Map(Object.entries({
  "Skip to main content": "Hoppa till innehållet",
  "Sidebar": "Filter och sidor",
  "Collapse sidebar": "Dölj filter och sidor",
  "Expand sidebar": "Visa filter och sidor",
  "Main menu": "Meny",
  "Open": "Visa valen",
  "Selectbox": "Lista",
  "Selectbox options": "Val",
  "Select an option": "Välj",
  "Choose an option": "Välj",
  "Choose options": "Välj",
  "Add options": "Lägg till",
  "No results": "Inget passar",
  "No options to select": "Det finns inget att välja",
  "No options to select.": "Det finns inget att välja.",
  "Selected values": "Valda",
  "Clear value": "Töm",
  "Clear all": "Töm",
  "Close": "Stäng",
  "Cancel": "Avbryt",
  "Increment": "Öka",
  "Decrement": "Minska",
  "Scroll tabs left": "Visa flikar till vänster",
  "Scroll tabs right": "Visa flikar till höger",
  "Fullscreen": "Helskärm",
  "Close fullscreen": "Stäng helskärm",
  "Link to heading": "Länk till rubriken",
  "Copy to clipboard": "Kopiera",
  "Notifications": "Meddelanden",
  "Running...": "Räknar …",
  "Stop": "Avbryt",
  "Rerun": "Räkna om",
  "Connecting": "Ansluter",
  "Connecting to Streamlit server": "Ansluter till appens server",
  "Unable to connect to Streamlit server": "Appens server svarar inte",
  "Please wait...": "Vänta …",
  "Connection error": "Ingen kontakt med servern",
  "Connection timed out.": "Appens server svarar inte.",
  "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
    "Appens server svarar inte. Sidan kommer tillbaka av sig själv när den gör det.",
  "Streamlit server is not responding. Are you connected to the internet?":
    "Appens server svarar inte. Sidan kommer tillbaka av sig själv när den gör det.",
  "Script execution error": "Något gick fel i appen",
  "Page not found": "Sidan finns inte",
  "Bad message format": "Något gick fel mellan webbläsaren och servern",
  "Download failed": "Filen gick inte att hämta",
  "Upload": "Välj filer",
  "file upload": "Välj filer",
  "Add files": "Lägg till filer",
  "Drag and drop file here": "Släpp filen här",
  "Drag and drop a file here": "Släpp filen här",
  "Drag and drop files here": "Släpp filerna här",
  "Browse files": "Välj filer",
  "Click to retry upload": "Försök igen",
  "Upload failed": "Överföringen misslyckades.",
  "Error:": "Fel:",
}));

// Texts with something of the moment in them, each sought only where it stands, so that no sentence of ours can meet them.
const PATTERNS = [
  [/^([\d.,]+)\s?([KMG]B) per file$/, "Högst $1 $2 per fil"],
  [/^Remove (.+)$/, "Ta bort $1"],
  [/^Cancel upload of (.+)$/, "Avbryt överföringen av $1"],
  [/^File must be ([\d.,]+)\s?([KMG]B) or smaller\.$/, "Filen är större än $1 $2. Dela upp den, eller läs in den med lus import."],
  [/^\S* ?files are not allowed\.$/, "Filtypen tas inte emot."],
  [/^Unexpected error\. Please try again\.$|^.*(status code|Network Error).*$/, "Filen kom inte fram. Försök igen."],
];
// What a list says aloud about itself, in a place of its own for that.
const ALOUD = [
  [/^1 option available\.$/, "1 val."],
  [/^([\d\s.,]+) options available\.$/, "$1 val."],
  [/^(.+), selected$/, "$1, vald"],
];
const ANNOUNCED = "[data-live-announcer]";
const PIECEMEAL = '[data-testid="stMultiSelect"], [data-testid="stFileUploader"], [data-testid="stTooltipContent"], [data-testid="stTooltipErrorContent"]';
const NOT_FOUND = /^(?:You have requested page \/(.*), but no corresponding file was found in the app's pages\/ directory|The page that you have requested does not seem to exist)\. Running the app's main page\.$/;
const SPOKEN = ["aria-label", "title", "placeholder"];
const QUIET = "svg, style, script, [data-testid='stFileChipName']";

function inSwedish(words, element) {
  const said = words.trim();
  if (!said || said.length > 200) return words;
  if (WORDS.has(said)) return words.replace(said, WORDS.get(said));
  if (NOT_FOUND.test(said)) return "Adressen leder till en sida som inte finns. Välj en sida till vänster.";
  const patterns = element.closest(PIECEMEAL) ? PATTERNS : element.closest(ANNOUNCED) ? ALOUD : [];
  return patterns.reduce((text, [english, swedish]) => text.replace(english, swedish), words);
}

function translateText(text) {
  const parent = text.parentElement;
  if (!parent || parent instanceof SVGElement || parent.closest(QUIET)) return;
  const said = inSwedish(text.data, parent);
  if (said !== text.data) text.data = said;
}

function translateElement(element) {
  for (const name of SPOKEN) {
    const words = element.getAttribute(name);
    const said = words && inSwedish(words, element);
    if (said !== words) element.setAttribute(name, said);
  }
}

function translate(root) {
  if (root.nodeType === Node.TEXT_NODE) return translateText(root);
  if (root.nodeType !== Node.ELEMENT_NODE || root instanceof SVGElement) return;
  translateElement(root);
  const parts = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node.nodeName === "svg" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (parts.nextNode()) {
    const part = parts.currentNode;
    if (part.nodeType === Node.TEXT_NODE) translateText(part); else translateElement(part);
  }
}

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "childList") change.addedNodes.forEach(translate);
    else if (change.type === "characterData") translateText(change.target);
    else translateElement(change.target);
  }
}).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributeFilter: SPOKEN });
translate(document.documentElement);
