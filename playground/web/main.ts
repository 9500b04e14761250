import './styles/main.css';
import { Api } from './state/api.ts';
import { Desk } from './state/desk.ts';
import { Store } from './state/store.ts';
import { Ui } from './state/ui.ts';
import './views/app.ts';
import { type DiscordApp } from './views/app.ts';

const IDENTITY_KEY = 'playground-identity';

/** Who this window is: as its address says, else as it was, else the first person of the world. */
async function identity(): Promise<string> {
  const people = (await Api.people()).filter(({ bot }) => !bot);
  const wanted = [new URLSearchParams(location.search).get('as'), sessionStorage.getItem(IDENTITY_KEY)];
  const known = wanted.find((id) => people.some((person) => person.id === id));
  const id = known ?? people[0]?.id ?? '';
  sessionStorage.setItem(IDENTITY_KEY, id);
  return id;
}

/** Discord's page of consent opens in a tab of its own: it begins with whose window was last in front. */
function showIdentity(): void {
  document.cookie = `local-discord-me=${userId}; Path=/oauth2; SameSite=Lax`;
}

const ui = new Ui();
const userId = await identity();
const store = await Store.open(userId, sessionStorage.getItem('playground-channel') ?? undefined);
showIdentity();
window.addEventListener('focus', showIdentity);
history.replaceState(null, '', `?as=${userId}`);
const app = document.createElement('discord-app') as DiscordApp;
app.desk = new Desk(store, ui);
document.title = `${store.guild?.name ?? 'Discord'} · ${store.me.global_name ?? store.me.username}`;
document.body.replaceChildren(app);
