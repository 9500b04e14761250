import { param, type HttpRequest, type Router } from '../http/router.ts';
import { takeCallback } from '../interactions/callbacks.ts';
import { type MessageSent } from '../interactions/replies.ts';
import { WebhookMessages } from '../interactions/webhook-messages.ts';
import { bodyObject } from '../validation/message.ts';
import { type RestServices } from './services.ts';

/** Answers to interactions; authorised by the interaction's token, not by the bot's. */
export function addInteractionRoutes(router: Router, services: RestServices): void {
  const webhooks = new WebhookMessages(services);
  const path = '/webhooks/:applicationId/:token';
  const one = `${path}/messages/:messageId`;
  const address = (request: HttpRequest): [string, string] => [
    param(request, 'applicationId'),
    param(request, 'token'),
  ];

  router.add('POST', '/interactions/:interactionId/:token/callback', (request) => {
    const body = takeCallback(
      services,
      param(request, 'interactionId'),
      param(request, 'token'),
      sentBy(request),
    );
    return request.query.get('with_response') === 'true' ? body : undefined;
  });
  // Answers to interactions always carry the message, also without `wait`.
  router.add('POST', path, (request) => webhooks.followUp(...address(request), sentBy(request)).wire);
  router.add('GET', one, (request) => webhooks.get(...address(request), param(request, 'messageId')).wire);
  router.add(
    'PATCH',
    one,
    (request) => webhooks.edit(...address(request), param(request, 'messageId'), sentBy(request)).wire,
  );
  router.add('DELETE', one, (request) => {
    webhooks.delete(...address(request), param(request, 'messageId'));
  });
}

function sentBy({ body, uploads }: HttpRequest): MessageSent {
  return { body: bodyObject(body), uploads };
}
