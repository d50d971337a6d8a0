import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createClient } from '../end-to-end/client.ts'
import { startService } from '../end-to-end/start-service.ts'
import { root } from '../house/list-files.ts'
import { begun, checkEnd, until } from './begun.ts'
import { createRandom } from './random.ts'

t.setTimeout(120_000)

const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)

t.test(`one version dies in the middle, another goes on (CRASH_SEED=${seed})`, async t => {
  const other = await anotherVersion(t, '99.0.0')
  const { town, world, replicas, executionId } = await begun(t, createRandom(seed), {})
  await until(() => world.organization.writes.length > 20)
  await replicas.killAll()
  t.ok(world.organization.writes.length < 60, 'it was in the middle')
  const service = await startService(world.environment, other)
  t.teardown(() => service.kill())
  const client = createClient(service.url, world)
  await checkEnd(t, town, world, client, executionId)
})

/** The same sources under another version string; answers its main file. */
async function anotherVersion(t: Test, version: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'relink-version-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as object
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, version }))
  await cp(join(root, 'src'), join(folder, 'src'), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  return join(folder, 'src', 'main.ts')
}
