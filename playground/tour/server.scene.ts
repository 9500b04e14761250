import { type Message } from '../discord/client.ts';
import { type Channel } from '../discord/model.ts';
import { type Stage } from './stage.ts';

/** Ana connects her server, sets it up and has it checked. */
export async function setUpServer(stage: Stage, reviews: Channel): Promise<void> {
  const { admin, channels, roles } = stage.server;
  const ana = stage.as(admin);
  await stage.look(admin, 'community link', { name: 'Sky Cats' }, ['Sky Cats is ready', '/task create']);
  let panel = await stage.look(admin, 'community setup', {}, ['Set up Sky Cats', 'Default channel']);
  const onPanel = async (
    does: string,
    act: (shown: Message) => ReturnType<typeof ana.press>,
    reads: readonly string[],
  ): Promise<void> => {
    panel = await stage.step({ who: admin, does, act: () => act(panel), reads });
  };
  await onPanel(
    'chooses #tasks as the default channel',
    (shown) => ana.choose(shown, 'community/channel/defaultChannel', [channels.tasks.id]),
    ['Default channel'],
  );
  await onPanel(
    `chooses #${reviews.name} for reviews`,
    (shown) => ana.choose(shown, 'community/channel/reviewChannel', [reviews.id]),
    ['Reviews'],
  );
  const rolesPage = (await ana.press(panel, { label: 'Roles' })).message ?? panel;
  const editor = (await ana.choose(rolesPage, 'community/role', [roles.helper.id])).message ?? rolesPage;
  await onPanel(
    'opens Roles and lets helpers create tasks and review submissions',
    () => ana.choose(editor, { startsWith: 'community/role-permissions/' }, ['tasks.create', 'tasks.review']),
    [`<@&${roles.helper.id}>: create tasks, review submissions`],
  );
  await onPanel('opens Check', (shown) => ana.press(shown, { label: 'Check' }), [
    'Everything works',
    'Default channel: I can work in',
    'Server Settings → Integrations',
  ]);
}

/** What Ana sees of all that at the end. */
export async function lookAtServer(stage: Stage): Promise<void> {
  const { admin } = stage.server;
  const newest = ['What was changed here', 'posted or scheduled an allowlist', 'created an allowlist'];
  await stage.look(admin, 'community audit', {}, newest);
  await stage.look(admin, 'community audit', { what: 'community.link' }, [
    'linked this server to a new community',
  ]);
  await stage.look(admin, 'status', {}, ['The database answers', 'Connected to Discord', '3 open tasks']);
}
