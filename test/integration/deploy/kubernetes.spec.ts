/** Real: the manifests, kustomize and kubernetes-validate with its schemas. Not here: a cluster. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv as parseEnvFile } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';
import { parseEnv } from '../../../src/config/load-env.js';
import { envSchema, settings } from '../../../src/config/env.schema.js';
import { aKey } from '../../support/builders/encryption-keys.js';
import { describeWith, outputOf } from '../../support/outside-tool.js';
import { healthRoutes } from './routes.js';

const ROOT = join(__dirname, '../../..');
const BASE = join(ROOT, 'k8s/base');
const read = (file: string): string => readFileSync(join(BASE, file), 'utf8');
const kustomize = { commands: ['kubectl', 'kustomize'], install: 'install kubectl or kustomize' };
const validator = { commands: ['kubernetes-validate'], install: 'pip install kubernetes-validate' };

interface Probe {
  readonly httpGet?: { path: string; port: string };
  readonly exec?: { command: string[] };
  readonly timeoutSeconds: number;
}
interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: string[];
  readonly envFrom: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  readonly env?: { name: string; valueFrom: { secretKeyRef: { name: string; key: string } } }[];
  readonly ports?: { containerPort: number }[];
  readonly securityContext: unknown;
  readonly resources: { requests?: object; limits?: object };
  readonly volumeMounts: { mountPath: string }[];
  readonly startupProbe: Probe;
  readonly readinessProbe: Probe;
  readonly livenessProbe: Probe;
}
interface PodSpec {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: unknown;
  readonly terminationGracePeriodSeconds: number;
  readonly containers: Container[];
  readonly initContainers?: Container[];
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { name: string };
  readonly stringData?: Record<string, string>;
  readonly spec: {
    readonly replicas: number;
    readonly strategy: { type: string };
    readonly selector: Record<string, string> & { matchLabels?: Record<string, string> };
    readonly template: { metadata: { labels: Record<string, string> }; spec: PodSpec };
  };
}

const { resources } = parse(read('kustomization.yaml')) as { resources: string[] };
const manifests = resources.map((file) => parse(read(file)) as Manifest);
const ofKind = (kind: string, among = manifests): Manifest =>
  among.find((manifest) => manifest.kind === kind)!;
const secret = parse(read('secret.example.yaml')) as Manifest;
const configured = parseEnvFile(read('settings.env')) as Record<string, string>;
const deployment = ofKind('Deployment');
const pods = manifests.flatMap(({ spec }) =>
  'template' in ((spec as object | undefined) ?? {}) ? [spec.template.spec] : [],
);
const bot = deployment.spec.template.spec.containers[0]!;

describe('the settings of the deployment', () => {
  it('are settings of the service, each from one place', () => {
    const names = [...Object.keys(configured), ...Object.keys(secret.stringData ?? {})];
    expect(names.filter((name) => !(name in settings.shape))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are all that the service needs in production', () => {
    const key = { DISCORD_TOKEN_ENCRYPTION_KEY: aKey('made') };
    const env = parseEnv(envSchema, { ...configured, ...secret.stringData, ...key });
    expect(env.NODE_ENV).toBe('production');
    expect([{ containerPort: env.PORT }]).toEqual(bot.ports?.map(({ containerPort }) => ({ containerPort })));
  });

  it('are refused with the key that everybody can read in the example', () => {
    expect(Object.keys(secret.stringData ?? {})).toContain('DISCORD_TOKEN_ENCRYPTION_KEY');
    expect(() => parseEnv(envSchema, { ...configured, ...secret.stringData })).toThrow(
      /^DISCORD_TOKEN_ENCRYPTION_KEY is refused: the key is a placeholder$/,
    );
  });

  it('keep secrets out of what the base applies', () => {
    expect(resources).not.toContain('secret.example.yaml');
    expect(manifests.map(({ kind }) => kind)).not.toContain('Secret');
    expect(Object.keys(configured).filter((name) => /TOKEN|KEY|SECRET|URI/.test(name))).toEqual([]);
  });

  it('give the migration the database and no Discord token', () => {
    const [migrate] = ofKind('Job').spec.template.spec.containers;
    expect(migrate?.command).toEqual(['node', 'dist/cli.js', 'migrate', '--yes']);
    expect(migrate?.envFrom.filter(({ secretRef }) => secretRef !== undefined)).toEqual([]);
    expect(migrate?.env?.map(({ name, valueFrom }) => [name, valueFrom.secretKeyRef.key])).toEqual([
      ['MONGODB_URI', 'MONGODB_URI'],
    ]);
    expect(Object.keys(secret.stringData ?? {})).toContain('MONGODB_URI');
  });
});

describe('the probes', () => {
  const { startupProbe, readinessProbe, livenessProbe } = bot;

  it('ask routes that exist', () => {
    const asked = [startupProbe, readinessProbe, livenessProbe].map(({ httpGet }) => httpGet?.path);
    expect(asked).toEqual(['/health/startup', '/health/ready', '/health/live']);
    expect(asked.filter((path) => !healthRoutes().includes(path!))).toEqual([]);
  });

  it('give the readiness checks the 2 s that they may take', () => {
    expect(readinessProbe.timeoutSeconds).toBeGreaterThan(2);
  });
});

describe('the pods', () => {
  it('never are two bots with one session', () => {
    expect(deployment.spec.replicas).toBe(1);
    expect(deployment.spec.strategy).toEqual({ type: 'Recreate' });
  });

  it('have the time that a stop may take', () => {
    expect(deployment.spec.template.spec.terminationGracePeriodSeconds).toBe(30);
  });

  it('are locked down, every container of them', () => {
    expect(pods).toHaveLength(2);
    for (const pod of pods) {
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources).toMatchObject({ requests: { memory: expect.any(String) as string } });
        expect(container.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/tmp']);
      }
    }
  });
});

describeWith(kustomize, 'the rendered base', (command) => {
  let text = '';
  let rendered: Manifest[] = [];
  beforeAll(() => {
    text = outputOf(command, [command === 'kubectl' ? 'kustomize' : 'build', BASE]);
    rendered = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
  });

  it('pins the image to the release', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const images = ['Deployment', 'Job'].map(
      (kind) => ofKind(kind, rendered).spec.template.spec.containers[0]?.image,
    );
    expect(images).toEqual(Array(2).fill(expect.stringMatching(`:${version.replaceAll('.', '\\.')}$`)));
  });

  it('selects the pods that it makes', () => {
    const { selector, template } = ofKind('Deployment', rendered).spec;
    expect(template.metadata.labels).toMatchObject(selector.matchLabels!);
    expect(template.metadata.labels).toMatchObject(ofKind('Service', rendered).spec.selector);
    expect(ofKind('Job', rendered).spec.template.metadata.labels).not.toMatchObject(selector.matchLabels!);
  });

  it('reads the ConfigMap under its hashed name, so that a changed setting restarts the bot', () => {
    const { name } = ofKind('ConfigMap', rendered).metadata;
    expect(name).toMatch(/-[a-z0-9]{10}$/);
    const [container] = ofKind('Deployment', rendered).spec.template.spec.containers;
    expect(container?.envFrom).toEqual([
      { configMapRef: { name } },
      { secretRef: { name: secret.metadata.name } },
    ]);
  });

  describeWith(validator, 'against the schemas of Kubernetes', (validate) => {
    it.each(['1.32', '1.37'])('is valid for %s', (version) => {
      const folder = mkdtempSync(join(tmpdir(), 'discord-community-bot-k8s-'));
      try {
        writeFileSync(join(folder, 'all.yaml'), `${text}\n---\n${read('secret.example.yaml')}`);
        const said = outputOf(validate, ['--strict', '-k', version, join(folder, 'all.yaml')]);
        expect(said.match(/ passed /g)).toHaveLength(rendered.length + 1);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
});
