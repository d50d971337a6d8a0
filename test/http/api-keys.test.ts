import { rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { openApiKeys } from '../../src/http/api-keys.ts'
import { formatKeyFile, mintKey } from '../../src/http/key-file.ts'
import { readableLog } from '../fakes/door.ts'

const one = mintKey('one', ['reader'], '2026-03-02T08:00:00.000Z')
const two = mintKey('two', ['admin'], '2026-03-02T08:00:00.000Z')
const lookAgain = () => sleep(1050)

t.test('a changed file counts a second later; a broken one leaves the last good keys', async t => {
  const path = `${t.testdir({ keys: formatKeyFile([one.entry]) })}/keys`
  const { log, lines } = readableLog()
  const keys = openApiKeys(path, log)
  t.match(await keys.find(one.secret), { name: 'one' })
  await writeFile(`${path}.new`, formatKeyFile([two.entry]))
  await rename(`${path}.new`, path)
  t.equal(await keys.find(two.secret), undefined, 'not looked at within a second')
  await lookAgain()
  t.match(await keys.find(two.secret), { name: 'two' })
  t.equal(await keys.find(one.secret), undefined)
  await writeFile(path, '{ "keys": [hunter2')
  await lookAgain()
  t.match(await keys.find(two.secret), { name: 'two' })
  await rm(path)
  await lookAgain()
  t.match(await keys.find(two.secret), { name: 'two' })
  t.equal(lines.filter(line => line.includes('api keys not read')).length, 2)
  t.notMatch(lines.join(), /hunter2/)
})

t.test('a file that is not there yet knows nobody, until it is', async t => {
  const path = `${t.testdir({})}/keys`
  const keys = openApiKeys(path, readableLog().log)
  t.equal(await keys.find(one.secret), undefined)
  await writeFile(path, formatKeyFile([one.entry]))
  await lookAgain()
  const both = await Promise.all([keys.find(one.secret), keys.find(one.secret)])
  t.match(both, [{ name: 'one' }, { name: 'one' }])
})
