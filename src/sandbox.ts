import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from './compose.ts'
import { readConfig } from './config.ts'
import { addApiKey } from './http/add-api-key.ts'
import { roles, type Role } from './model/caller.ts'
import { runUntilSignal } from './run-until-signal.ts'
import { company } from './sandbox/company.ts'
import { addDeedRoutes } from './sandbox/deed-routes.ts'
import { startWorld, type SandboxWorld } from './sandbox/start-world.ts'
import { welcome } from './sandbox/welcome.ts'
import { createLog } from './telemetry/create-log.ts'

// npm run sandbox: the service as it is, before an imitation directory and organization on loopback.
const folder = await mkdtemp(join(tmpdir(), 'relink-sandbox-'))
const world = await startWorld()
const apiKeysFile = join(folder, 'api-keys.json')
const secrets = await mintKeys(apiKeysFile)
const log = createLog(process.env['LOG_LEVEL'] ?? 'warn', process.stderr)
const relink = await compose(sandboxConfig(world), log, app =>
  addDeedRoutes(app, () => world.directory(), reset)
)
await relink.store.links.put(world.links)
process.stdout.write(welcome(relink.url, secrets))
await runUntilSignal(relink, log)
await world.close()
await rm(folder, { recursive: true })

async function reset(): Promise<void> {
  await world.reset()
  await relink.store.links.put(world.links)
}

/** One key for each role; only the sandbox prints secrets other than the one just made. */
async function mintKeys(path: string): Promise<ReadonlyMap<Role, string>> {
  const secrets = new Map<Role, string>()
  for (const role of roles) {
    const now = new Date().toISOString()
    secrets.set(role, await addApiKey({ path, name: `sandbox-${role}`, roles: [role], now }))
  }
  return secrets
}

/** The same variables as in production; nothing else makes it a sandbox. */
function sandboxConfig({ directoryUrl, organizationUrl }: SandboxWorld) {
  const { reader, placeholders, protectedUsers, protectedGroupDn } = company()
  return readConfig({
    HOST: '127.0.0.1',
    PORT: process.env['PORT'] ?? '8080',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    DATA_DIR: join(folder, 'data'),
    API_KEYS_FILE: apiKeysFile,
    DIRECTORY_URL: directoryUrl,
    DIRECTORY_BIND_DN: reader.dn,
    DIRECTORY_BIND_PASSWORD: reader.password,
    DYNAMICS_URL: organizationUrl,
    DYNAMICS_AUTH: 'none',
    PLACEHOLDER_ACCOUNTS: placeholders.join(','),
    PROTECTED_USERS: [...protectedUsers, protectedGroupDn].join(';'),
    // A third of these sixty people is broken; in real life that would be an accident.
    MAX_PLAN_PERCENT: '100'
  })
}
