import { ApiError } from '../api-error.ts';

/** What Discord's own client would not let a member do; it never reaches the bot. */
export class ClientRefusal extends ApiError {
  constructor(message: string, status: 400 | 403 | 404 | 409 = 400) {
    super(status, 0, message);
    this.name = 'ClientRefusal';
  }
}
