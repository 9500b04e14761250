/* global document, Worker, location, URL */
// Has a worker of this browser check the draw, and shows what it finds, step by step.

const section = document.getElementById('check');
const [steps, progress, verdict, doubt, eyes, button, entry, drop] = [
  'steps',
  'progress',
  'verdict',
  'doubt',
  'eyes',
  'check-draw',
  'entry',
  'drop',
].map((id) => document.getElementById(id));

const LARGEST_ENTRY = 1_000_000;
/** Times as the rest of the page has them. */
const readable = (words) => words.replaceAll(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.\d+Z/g, '$1 $2 UTC');
let worker;

function start(entryFile) {
  worker?.terminate();
  steps.replaceChildren();
  verdict.textContent = '';
  verdict.className = '';
  eyes.hidden = true;
  doubt.hidden = true;
  progress.textContent = section.dataset.reading;
  button.disabled = true;
  worker = new Worker('/assets/draw-check.js', { type: 'module' });
  worker.onmessage = ({ data }) => show[data.kind](data, entryFile !== undefined);
  worker.onerror = () => show.unread();
  const files = new URL(section.dataset.files, location.href).href;
  worker.postMessage({ files, entry: entryFile, language: document.documentElement.lang });
}

const show = {
  step({ words, message }) {
    const line = document.createElement('li');
    line.textContent = readable(words);
    steps.append(line);
    if (message === undefined) return;
    document.getElementById('eyes-link').href = message.url;
    document.getElementById('eyes-hash').textContent = message.hash;
    document.getElementById('eyes-at').textContent = readable(message.postedAt);
  },
  lines({ lines }) {
    progress.textContent = `${section.dataset.lines} ${lines.toLocaleString(document.documentElement.lang)}`;
  },
  holds(_, isEntry) {
    eyes.hidden = false;
    end('holds', isEntry ? section.dataset.holdsEntry : section.dataset.holds);
  },
  refused({ words }, isEntry) {
    doubt.hidden = isEntry;
    end('refused', `${section.dataset.refused} ${words}`);
  },
  unread() {
    end('refused', section.dataset.unread);
  },
};

function end(kind, words) {
  worker?.terminate();
  button.disabled = false;
  progress.textContent = '';
  verdict.className = kind;
  verdict.textContent = words;
  // A file is chosen below the steps: what they come to is seen all the same.
  verdict.scrollIntoView({ block: 'nearest' });
}

function take(file) {
  if (file === undefined) return;
  if (file.size > LARGEST_ENTRY) end('refused', section.dataset.tooLarge);
  else start(file);
}

button.addEventListener('click', () => start());
entry.addEventListener('change', () => {
  take(entry.files[0]);
  // The same file may be chosen again.
  entry.value = '';
});
// Beside the place as well, or the browser would open the file.
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
document.addEventListener('dragleave', () => drop.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  take(event.dataTransfer.files[0]);
});
section.hidden = false;
