import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { company } from '../src/sandbox/company.ts'
import { startWorld } from '../src/sandbox/start-world.ts'

/** From spawning the process in production mode to the first 200 of GET /health/ready. */
export async function measure(): Promise<readonly string[]> {
  const world = await startWorld()
  const folder = await mkdtemp(join(tmpdir(), 'relink-bench-'))
  await writeFile(join(folder, 'api-keys.json'), '{"keys":[]}')
  const { reader } = company()
  const environment = {
    PATH: process.env['PATH'],
    PORT: '18080',
    DATA_DIR: join(folder, 'data'),
    API_KEYS_FILE: join(folder, 'api-keys.json'),
    DIRECTORY_URL: world.directoryUrl,
    DIRECTORY_BIND_DN: reader.dn,
    DIRECTORY_BIND_PASSWORD: reader.password,
    DYNAMICS_URL: world.organizationUrl
  }
  const first = await startOnce(environment)
  const later: number[] = []
  for (let run = 0; run < 7; run += 1) later.push(await startOnce(environment))
  await world.close()
  await rm(folder, { recursive: true })
  const sorted = later.toSorted((a, b) => a - b)
  return [
    `ready for the first time after ${first} ms, later after ${sorted[3]} ms (median of 7, ${sorted[0]} to ${sorted[6]})`
  ]
}

async function startOnce(env: NodeJS.ProcessEnv): Promise<number> {
  const main = new URL('../src/main.ts', import.meta.url).pathname
  const begin = performance.now()
  const service = spawn(process.execPath, [main], { env, stdio: 'ignore' })
  while (!(await isReady(`http://127.0.0.1:${env['PORT']}/health/ready`))) await setTimeout(5)
  const took = Math.round(performance.now() - begin)
  service.kill('SIGTERM')
  await once(service, 'exit')
  return took
}

function isReady(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(5000) }).then(
    answer => answer.ok,
    () => false
  )
}
