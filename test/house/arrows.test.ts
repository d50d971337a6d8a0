import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { lintPlanted, type Planted } from './lint-planted.ts'

const pure = ['ports.ts', 'errors.ts', 'digest.ts', 'audit-hash.ts']
const commands = ['main.ts', 'sandbox.ts', 'api-key.ts', 'check-connections.ts', 'openapi.ts']
const adapter = ['model', ...pure, 'trusted-context.ts']
const common = ['model', ...pure]

/** Which rooms and files of src each one may import beside its own; every other arrow is refused. */
const arrows: Readonly<Record<string, readonly string[] | 'all but commands'>> = {
  model: [],
  planning: ['model'],
  'use-cases': ['planning', 'model', ...pure],
  'active-directory': adapter,
  dynamics: adapter,
  store: adapter,
  work: adapter,
  telemetry: adapter,
  sandbox: ['model', 'ports.ts', 'errors.ts'],
  http: ['use-cases', 'model', 'ports.ts', 'errors.ts', 'digest.ts'],
  config: [],
  'config.ts': ['config'],
  'ports.ts': common,
  'errors.ts': common,
  'digest.ts': common,
  'audit-hash.ts': common,
  'trusted-context.ts': common,
  'system-clock.ts': common,
  'run-until-signal.ts': common,
  'cache-compiled-code.ts': common,
  'compose.ts': 'all but commands',
  'connect.ts': 'all but commands',
  'refuse-to-start.ts': 'all but commands',
  'serve.ts': 'all but commands',
  'main.ts': 'all but commands',
  'sandbox.ts': 'all but commands',
  'api-key.ts': 'all but commands',
  'check-connections.ts': 'all but commands',
  'openapi.ts': 'all but commands'
}

/** Which packages a room may import, and some that it may not. */
const packages: Readonly<Record<string, { may: readonly string[]; mayNot: readonly string[] }>> = {
  model: { may: ['typebox'], mayNot: ['typebox/compile', 'node:fs', 'got', '@fastify/swagger'] },
  planning: {
    may: [],
    mayNot: ['typebox', 'node:crypto', 'fast-check', 'fastify/types/schema.js']
  },
  'use-cases': { may: ['node:crypto'], mayNot: ['node:fs', 'node:timers/promises', 'got'] },
  sandbox: { may: ['fastify', 'node:net'], mayNot: ['got', 'kysely', 'ldapts'] }
}

t.test('every room and file of src has its arrows', async t => {
  const entries = await readdir(join(import.meta.dirname, '../../src'))
  t.strictSame(entries.toSorted(), Object.keys(arrows).toSorted())
})

t.test('the linter refuses every other arrow', async t => {
  const planted = plantEach((source, target) => source !== target)
  const refused = plantEach((source, target) => source !== target && !mayImport(source, target))
  t.strictSame(await lintPlanted(t, planted), refused)
})

t.test('the linter refuses packages where they break an arrow', async t => {
  const imports = (names: readonly string[]) => names.map(name => `import '${name}'`)
  const plant = (
    choose: (each: { may: readonly string[]; mayNot: readonly string[] }) => string[]
  ) =>
    Object.fromEntries(
      Object.entries(packages).map(([room, each]) => [`src/${room}/planted.ts`, choose(each)])
    )
  const planted = plant(({ may, mayNot }) => imports([...may, ...mayNot]))
  t.strictSame(
    await lintPlanted(t, planted),
    plant(({ mayNot }) => imports(mayNot))
  )
})

t.test('what decides knows no clock, chance or process', async t => {
  const impure = [
    'new Date()',
    'performance.now()',
    'process.pid',
    'globalThis.name',
    'crypto.randomUUID()',
    'fetch("")',
    'setTimeout(f)',
    'setInterval(f)',
    'setImmediate(f)',
    'queueMicrotask(f)',
    'console.log()',
    'Math.random()'
  ]
  const planted = { 'src/planning/planted.ts': impure, 'src/model/planted.ts': impure }
  t.strictSame(await lintPlanted(t, planted), planted)
})

function mayImport(source: string, target: string): boolean {
  const allowed = arrows[source] ?? []
  return allowed === 'all but commands' ? !commands.includes(target) : allowed.includes(target)
}

/** Have no folders, and the linter would refuse what goes up from one even within the room. */
const flatRooms = ['model', 'planning', 'use-cases']

/** Rooms try each arrow twice: by an import, and from a folder below by handing on. */
function plantEach(isPlanted: (source: string, target: string) => boolean): Planted {
  const planted: Record<string, string[]> = {}
  for (const source of Object.keys(arrows)) {
    const targets = Object.keys(arrows).filter(target => isPlanted(source, target))
    const files = targets.map(target => (target.endsWith('.ts') ? target : `${target}/other.ts`))
    if (source.endsWith('.ts')) {
      planted[`src/${source}`] = files.map(file => `import './${file}'`)
    } else {
      planted[`src/${source}/planted.ts`] = files.map(file => `import '../${file}'`)
      if (flatRooms.includes(source)) continue
      planted[`src/${source}/below/planted.ts`] = files.map(file => `export * from '../../${file}'`)
    }
  }
  return planted
}
