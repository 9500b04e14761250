import { refuse } from '../api-error.ts';
import { param, type HttpRequest, type Router } from '../http/router.ts';
import { type Interaction } from '../interactions/interaction.ts';
import { isObject, textOf, textsOf, type JsonObject } from '../json.ts';
import { bodyObject } from '../validation/message.ts';
import { type ActionServices } from './action-services.ts';
import { type CommandUse, type ControlUse, type MemberActions } from './actions.ts';
import { actorOf } from './actor.ts';
import { type OptionValue } from './command-options.ts';
import { type ModalValue } from './controls.ts';
import { answerOf, type Answer } from './views.ts';

const LONG_POLL_MS = 15_000;

/** Commands, presses, choices and forms. Each answers with the bot's first answer, or `failed` after 3 seconds. */
export function addActionRoutes(router: Router, services: ActionServices, actions: MemberActions): void {
  const { world, registry } = services;
  const path = '/local/interactions';
  const act = async (interaction: Interaction): Promise<Answer> => {
    const reply = await registry.waitFor(interaction, 'first');
    return answerOf(interaction, reply ?? { outcome: 'failed' });
  };

  router.add('POST', `${path}/command`, (request) => act(actions.run(commandUse(services, request))));
  router.add('POST', `${path}/menu`, (request) => {
    const body = bodyObject(request.body);
    const [channelId = '', commandId = '', targetId = ''] = ['channelId', 'commandId', 'targetId'].map(
      (key) => textOf(body[key]),
    );
    return act(actions.menu({ userId: actorOf(world, request), channelId, commandId, targetId }));
  });
  router.add('POST', `${path}/autocomplete`, (request) => {
    const focused = objectOf(bodyObject(request.body).focused);
    const name = textOf(focused.name) ?? '';
    return act(
      actions.autocomplete(commandUse(services, request), { name, value: textOf(focused.value) ?? '' }),
    );
  });
  router.add('POST', `${path}/press`, (request) => act(actions.press(controlUse(services, request))));
  router.add('POST', `${path}/choose`, (request) =>
    act(actions.choose(controlUse(services, request), textsOf(bodyObject(request.body).values))),
  );
  router.add('POST', `${path}/:interactionId/submit`, (request) => {
    const values = objectOf(bodyObject(request.body).values) as Record<string, ModalValue>;
    return act(actions.submit(actorOf(world, request), param(request, 'interactionId'), values));
  });
  router.add('GET', `${path}/:interactionId`, async (request) => {
    const interaction = registry.find(param(request, 'interactionId'));
    if (interaction?.user.id !== actorOf(world, request)) throw refuse('unknownInteraction');
    const stage = request.query.get('until') === 'answered' ? 'settled' : 'first';
    const reply = await registry.waitFor(interaction, stage, LONG_POLL_MS);
    return answerOf(interaction, reply ?? interaction.first ?? { outcome: 'failed' });
  });
}

function commandUse({ world }: ActionServices, request: HttpRequest): CommandUse {
  const body = bodyObject(request.body);
  return {
    userId: actorOf(world, request),
    channelId: textOf(body.channelId) ?? '',
    command: textOf(body.command) ?? '',
    options: objectOf(body.options) as Record<string, OptionValue>,
  };
}

function controlUse({ world }: ActionServices, request: HttpRequest): ControlUse {
  const body = bodyObject(request.body);
  return {
    userId: actorOf(world, request),
    channelId: textOf(body.channelId) ?? '',
    messageId: textOf(body.messageId) ?? '',
    customId: textOf(body.customId) ?? '',
  };
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
