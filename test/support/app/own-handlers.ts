import { Reflector } from '@nestjs/core';
import { Collection } from 'discord.js';
import { NecordBaseDiscovery, SlashCommandDiscovery } from 'necord';

/**
 * necord writes on a handler's metadata which instance answers, and the first app of a process stays there. With this
 * reflector an app gets copies of the metadata that are tied to no app, so its handlers are its own, and several apps
 * may follow each other or run together, also after one that was started without it.
 */
export class OwnHandlers extends Reflector {
  private readonly copies = new Map<NecordBaseDiscovery, NecordBaseDiscovery>();

  override get = ((...args: Parameters<Reflector['get']>): unknown => {
    const found: unknown = Reflector.prototype.get.apply(this, args);
    if (!(found instanceof NecordBaseDiscovery)) return found;
    const copy = this.copies.get(found) ?? copyOf(found);
    this.copies.set(found, copy);
    return copy;
  }) as Reflector['get'];
}

function copyOf(found: NecordBaseDiscovery): NecordBaseDiscovery {
  const prototype = Object.getPrototypeOf(found) as object;
  const copy = Object.assign(Object.create(prototype) as NecordBaseDiscovery, found);
  const untied: object = { discovery: undefined, contextCallback: undefined };
  return Object.assign(
    copy,
    untied,
    copy instanceof SlashCommandDiscovery && { subcommands: new Collection() },
  );
}
