import { PATH_METADATA } from '@nestjs/common/constants.js';
import { HealthController } from '../../../src/infra/health/health.controller.js';

/** The paths that the health controller really serves, read from its decorators. */
export function healthRoutes(): string[] {
  const prototype = HealthController.prototype as unknown as Record<string, object>;
  const pathOf = (target: object): unknown => Reflect.getMetadata(PATH_METADATA, target);
  return Object.getOwnPropertyNames(prototype)
    .map((name) => pathOf(prototype[name]!))
    .filter((path) => typeof path === 'string')
    .map((path) => `/${String(pathOf(HealthController))}/${path}`.replace(/\/+$/, ''));
}
