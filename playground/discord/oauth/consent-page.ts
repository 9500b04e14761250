import { FileReply } from '../http/router.ts';
import { type User } from '../model.ts';
import { type AuthorizationRequest } from './authorization-request.ts';
import { wordsOf } from './scopes.ts';

export interface ConsentView {
  readonly application: string;
  readonly request: AuthorizationRequest;
  readonly people: readonly User[];
  /** Who is chosen already. */
  readonly me: string | null;
}

/** Asks a person for their consent; works without a script. */
export function consentPage({ application, request, people, me }: ConsentView): FileReply {
  const { origin, host } = new URL(request.redirectUri);
  const options = people.map(
    ({ id, username, global_name: name }) =>
      `<option value="${id}"${id === me ? ' selected' : ''}>${safe(name ?? username)} (${safe(username)})</option>`,
  );
  const scopes = request.scopes.map((scope) => `<li>${safe(wordsOf(scope))}</li>`);
  const body = `<form method="post">
      <p class="consent-kicker">An external application</p>
      <h1>${safe(application)}</h1>
      <p>wants to access your Discord account</p>
      <p class="consent-me"><label for="user">Signed in as</label>
        <select id="user" name="user">${options.join('')}</select></p>
      <h2>This will allow ${safe(application)} to</h2>
      <ul class="consent-scopes">${scopes.join('')}</ul>
      <p class="consent-hint">Once you authorize, you will be redirected outside of Discord to: <strong>${safe(host)}</strong></p>
      <p class="consent-buttons">
        <button type="submit" name="decision" value="deny">Cancel</button>
        <button type="submit" name="decision" value="allow" class="primary">Authorize</button>
      </p>
    </form>`;
  // A form may not lead, by redirect, to where its policy does not allow it.
  return page(`Authorize ${application}`, body, 200, `'self' ${origin}`);
}

/** For mistakes that must not be told to the address in the request. */
export function refusalPage(reason: string): FileReply {
  const body = `<h1>Discord can’t do this</h1>
    <p role="alert">${safe(reason)}</p>
    <p class="consent-hint">Go back to where you came from and try again.</p>`;
  return page('Error', body, 400, "'none'");
}

function page(title: string, body: string, status: number, formAction: string): FileReply {
  const html = `<!doctype html>
<html lang="en" data-theme="dark">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${safe(title)} · Discord</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/consent.css" />
  </head>
  <body>
    <main class="consent">
    ${body}
    </main>
  </body>
</html>
`;
  return new FileReply(
    Buffer.from(html),
    {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`,
      // With "no-referrer" the form would be sent with the origin "null", like one of a foreign page.
      'Referrer-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    },
    status,
  );
}

function safe(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
