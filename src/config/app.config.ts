import type { Env, ServiceRole } from './env.schema.js';

export class AppConfig {
  readonly isProduction: boolean;
  readonly host: string;
  readonly port: number;
  readonly roles: ReadonlySet<ServiceRole>;
  readonly logLevel: string;
  /** The origin of our pages; unset: there are no links to them. */
  readonly publicUrl: string | undefined;

  constructor(env: Env) {
    this.isProduction = env.NODE_ENV === 'production';
    this.host = env.HOST;
    this.port = env.PORT;
    this.roles = new Set(env.SERVICE_ROLES);
    this.logLevel = env.LOG_LEVEL;
    this.publicUrl = env.PUBLIC_URL;
  }
}
