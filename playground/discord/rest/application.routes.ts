import { refuse } from '../api-error.ts';
import { type StoredCommand } from '../commands.ts';
import { Reply, param, type HttpRequest, type Router } from '../http/router.ts';
import { omit, type JsonObject } from '../json.ts';
import { checkForm } from '../validation/form.ts';
import { bodyObject } from '../validation/message.ts';
import { type World } from '../world.ts';
import { type RestServices } from './services.ts';

/** The application itself and its commands. */
export function addApplicationRoutes(router: Router, services: RestServices): void {
  const { world } = services;
  router.add('GET', '/gateway', () => ({ url: services.gatewayUrl() }));
  router.add('GET', '/gateway/bot', () => ({
    url: services.gatewayUrl(),
    shards: services.shards,
    session_start_limit: services.identifyLimit.report(),
  }));
  router.add('GET', '/applications/@me', () => ({
    ...applicationBody(world),
    flags: 0,
    bot: world.bot,
    approximate_guild_count: world.guilds.size,
    redirect_uris: [...services.oauth.redirectUris],
    tags: [],
  }));
  for (const scope of ['', '/guilds/:guildId'])
    addCommandRoutes(router, services, `/applications/:applicationId${scope}/commands`);
}

/** What anybody may know of the application. */
export function applicationBody({ bot }: World): object {
  return {
    id: bot.id,
    name: bot.username,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
  };
}

function addCommandRoutes(router: Router, { world, commands }: RestServices, path: string): void {
  const scopeOf = (request: HttpRequest): string | null => {
    if (param(request, 'applicationId') !== world.bot.id) throw refuse('unknownApplication');
    const guildId = request.params.guildId;
    if (guildId === undefined) return null;
    if (!world.guild(guildId).members.has(world.bot.id)) throw refuse('missingAccess');
    return guildId;
  };
  const one = `${path}/:commandId`;
  router.add('GET', path, (request) => {
    const list = commands.list(scopeOf(request));
    return request.query.get('with_localizations') === 'true' ? list : list.map(withoutLocalizations);
  });
  router.add('PUT', path, (request) => commands.overwrite(scopeOf(request), commandList(request.body)));
  router.add('POST', path, (request) => {
    const { command, isNew } = commands.upsert(scopeOf(request), bodyObject(request.body));
    return new Reply(isNew ? 201 : 200, command);
  });
  router.add('GET', one, (request) => commands.get(scopeOf(request), param(request, 'commandId')));
  router.add('PATCH', one, (request) =>
    commands.edit(scopeOf(request), param(request, 'commandId'), bodyObject(request.body)),
  );
  router.add('DELETE', one, (request) => {
    commands.delete(scopeOf(request), param(request, 'commandId'));
  });
}

function commandList(body: unknown): JsonObject[] {
  const list: JsonObject[] = [];
  checkForm(body, (root) => {
    for (const entry of root.list({ required: true }))
      if (entry.object() !== undefined) list.push(entry.value as JsonObject);
  });
  return list;
}

function withoutLocalizations(command: StoredCommand): JsonObject {
  return omit(command, 'name_localizations', 'description_localizations');
}
