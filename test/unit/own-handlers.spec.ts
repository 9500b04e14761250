// Real: the reflector that apps of a test process start with, and necord's metadata. Fake: the apps.
import { Reflector } from '@nestjs/core';
import { NecordBaseDiscovery } from 'necord';
import { OwnHandlers } from '../support/app/own-handlers.js';

class Pressed extends NecordBaseDiscovery {
  toJSON(): object {
    return {};
  }
}

const METADATA = 'handler';
const anApp = (reflector: Reflector, answer: string) => {
  const handler = reflector.get<Pressed>(METADATA, target);
  handler.setContextCallback(() => answer);
  return (): unknown => handler.execute();
};
const target = (): undefined => undefined;

it('an app answers with its own handlers, also after one that was started without the reflector', () => {
  Reflect.defineMetadata(METADATA, new Pressed({}), target);
  const plain = anApp(new Reflector(), 'plain');
  const second = anApp(new OwnHandlers(), 'second');
  const third = anApp(new OwnHandlers(), 'third');
  expect([plain(), second(), third()]).toEqual(['plain', 'second', 'third']);
});
