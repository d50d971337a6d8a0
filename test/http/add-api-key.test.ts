import { readFile, readdir, stat } from 'node:fs/promises'
import t from 'tap'
import { addApiKey } from '../../src/http/add-api-key.ts'
import { findKey, parseKeyFile } from '../../src/http/key-file.ts'

const now = '2026-03-02T08:00:00.000Z'
const add = (path: string, name = 'one', roles: readonly string[] = ['reader']) =>
  addApiKey({ path, name, roles, now })

t.test('keys are added to a file that only its owner reads', async t => {
  const folder = t.testdir({})
  const path = `${folder}/keys`
  const one = await add(path)
  const two = await add(path, 'two', ['admin', 'admin', 'auditor'])
  const keys = await parseKeyFile(await readFile(path, 'utf8'))
  t.match(findKey(keys, one), { name: 'one' })
  t.strictSame(findKey(keys, two)?.roles, ['admin', 'auditor'])
  t.equal((await stat(path)).mode & 0o777, 0o600)
  t.strictSame(await readdir(folder), ['keys'])
})

t.test('what cannot be right is refused, and the file stays', async t => {
  const folder = t.testdir({ broken: 'x', dir: {}, locked: '', 'locked.new': '' })
  const path = `${folder}/keys`
  await add(path)
  const before = await readFile(path, 'utf8')
  await t.rejects(add(path), { exitCode: 64, message: /already/ })
  await t.rejects(add(path, 'x', ['root', 'reader']), { exitCode: 64, message: /no role root;/ })
  await t.rejects(add(path, 'x', []), { exitCode: 64, message: /Usage: .*NAME ROLE/ })
  for (const name of ['', 'a:b', 'a b', 'x'.repeat(101)]) {
    await t.rejects(add(path, name), { exitCode: 64, message: /1 to 100 characters/ })
  }
  t.equal(await readFile(path, 'utf8'), before)
  await t.rejects(add(`${folder}/broken`), { exitCode: 65, message: /left as it is/ })
  t.equal(await readFile(`${folder}/broken`, 'utf8'), 'x')
  await t.rejects(add(`${folder}/no/keys`), { exitCode: 73, message: /ENOENT/ })
  await t.rejects(add(`${folder}/locked`), { exitCode: 75, message: /at work/ })
  await t.rejects(add(`${folder}/dir`), { code: 'EISDIR' })
  t.strictSame(
    (await readdir(folder)).filter(name => name.endsWith('.new')),
    ['locked.new']
  )
})

t.test('two at once lose no key', async t => {
  const path = `${t.testdir({})}/keys`
  const tries = await Promise.allSettled(['a', 'b', 'c'].map(name => add(path, name)))
  const added = tries.filter(({ status }) => status === 'fulfilled').length
  t.equal((await parseKeyFile(await readFile(path, 'utf8'))).length, added)
})
