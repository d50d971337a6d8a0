import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { basename, join } from 'node:path'
import t from 'tap'
import { listFiles, root } from './list-files.ts'

const room = 'src/planning'

t.test('the map at the door of the planning room names every file, each once', async t => {
  const lines = readFileSync(join(root, room, 'README.md'), 'utf8').split('\n')
  const rows = lines.filter(line => line.startsWith('|'))
  const named = rows.flatMap(row => [...row.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name))
  const files = (await listFiles()).filter(path => path.startsWith(room) && path.endsWith('.ts'))
  t.same(named.toSorted(), files.map(path => basename(path, '.ts')).toSorted())
})

t.test('the checker and the planner share no code', async t => {
  const [checker, planner] = ['check-plan', 'plan-remap'].map(name => modulesOf(name))
  t.ok(checker?.has('ledger') && planner?.has('order-parks'))
  t.same([...(checker?.intersection(planner ?? new Set()) ?? [])], [])
})

/** A file of the room and all that it runs; types are no code. */
function modulesOf(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  const code = stripTypeScriptTypes(readFileSync(join(root, room, `${name}.ts`), 'utf8'))
  for (const [, imported = ''] of code.matchAll(/from '\.\/(.+)\.ts'/g)) modulesOf(imported, found)
  return found
}
