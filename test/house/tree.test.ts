import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { listFiles, root } from './list-files.ts'

t.test('no file names a package registry or a folder of the machine it was written on', async t => {
  const foreign = foreignNames()
  const found: string[] = []
  for (const path of await listFiles()) {
    if (path === 'Dockerfile') continue // names folders of the image
    const text = await readFile(join(root, path), 'utf8')
    found.push(...foreign.flatMap(each => (each.test(text) ? `${path}: ${each.source}` : [])))
  }
  t.strictSame(found, [])
})

t.test('the lock file leaves the registry to the machine, and pins contents', async t => {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  const locked = Object.values<{ resolved?: string; integrity?: string }>(packages).slice(1)
  t.ok(locked.every(({ resolved }) => resolved === undefined))
  t.ok(locked.every(({ integrity }) => integrity?.startsWith('sha512-')))
})

t.test('the tests and what they start run on a Node that the service can run on', async t => {
  const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const least = Number(/^>=(\d+)$/.exec(engines.node)?.[1])
  const { stdout } = await promisify(execFile)('node', ['-p', 'process.version'])
  t.equal(stdout.trim(), process.version)
  t.ok(Number(process.versions.node.split('.')[0]) >= least, process.version)
})

/** Of any machine, and of this one. */
function foreignNames(): readonly RegExp[] {
  const registry = URL.parse(process.env['npm_config_registry'] ?? '')?.host
  return [
    /\bregistry\.(?:npmjs|yarnpkg)\b|\bnpm\.pkg\.github\b/,
    /(?<![\w.}])\/(?:root|home\/\w+|Users\/\w+)\//,
    new RegExp(`(?<![\\w.}])${RegExp.escape(`${root}/`)}`),
    ...(registry ? [new RegExp(RegExp.escape(registry))] : [])
  ]
}
