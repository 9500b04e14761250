import { refuse } from '../api-error.ts';
import { storedName, titleOf } from '../files/names.ts';
import { param, Reply, type Router } from '../http/router.ts';
import { type ActionServices } from './action-services.ts';
import { actorOf } from './actor.ts';
import { ClientRefusal } from './refusal.ts';

/** Files are sent ahead, one by one; messages, options and forms refer to them by id. Anybody may read them. */
export function addFileRoutes(router: Router, { world, files }: ActionServices): void {
  router.add('POST', '/local/files', (request) => {
    const ownerId = actorOf(world, request);
    const [upload, ...others] = request.uploads;
    if (upload === undefined || others.length > 0) throw new ClientRefusal('One file at a time');
    const filename = storedName(upload.name);
    const isRenamed = filename !== upload.name;
    return new Reply(
      201,
      files.add({ upload, filename, ownerId, ...(isRenamed && { title: titleOf(upload.name) }) }),
    );
  });
  router.add('GET', '/local/files/:fileId/:filename', (request) => {
    const found = files.reply(param(request, 'fileId'), param(request, 'filename'));
    if (found === undefined) throw refuse('notFound');
    return found;
  });
}
