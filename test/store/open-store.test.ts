import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import t, { type Test } from 'tap'
import { openStore } from '../../src/store/open-store.ts'
import { openTemporary } from './open-temporary.ts'
import { everything, scan } from './samples.ts'
import { storeContract } from './store-contract.ts'
import { fakeLog } from '../fakes/log.ts'

t.test('keeps the contract', t => storeContract(t, openTemporary))

t.test('what was kept is there after the store is opened again', async t => {
  const dataDir = t.testdir()
  const own = scan()
  for (let round = 0; round < 3; round++) {
    const store = await openStore({ dataDir }, fakeLog())
    if (round === 0) await store.scans.add(own)
    t.strictSame((await store.scans.list({}, everything)).rows, [own])
    await store.close()
  }
})

t.test('a closed store says so', async t => {
  const store = await openStore({ dataDir: t.testdir() }, fakeLog())
  await store.close()
  await t.rejects(store.check(), { code: 'store-unavailable', details: { detail: /closed/ } })
})

t.test('whatever journal() returned for survives a kill, and the hold ends with it', async t => {
  const dataDir = t.testdir()
  const { process, lines } = hold(t, dataDir)
  const executionId = await next(lines)
  let acknowledged = 0
  while (acknowledged < 25) acknowledged = Number(await next(lines))
  process.kill('SIGKILL')
  for await (const line of lines) acknowledged = Number(line)
  t.ok(existsSync(join(dataDir, 'relink.sqlite-wal')), 'it was not closed in order')
  const store = await openStore({ dataDir }, fakeLog())
  t.teardown(() => store.close())
  const journal = await store.executions.readJournal(executionId)
  t.ok(journal.length >= acknowledged, `${journal.length} of ${acknowledged}`)
  t.strictSame(
    journal.map(line => line.step),
    journal.map((_, index) => index + 1)
  )
  t.equal((await store.executions.unfinished())[0]?.executionId, executionId)
})

t.test('a second process on the same folder is refused, either way round', async t => {
  const dataDir = t.testdir()
  const refused = {
    code: 'store-unavailable',
    details: { detail: new RegExp(`${dataDir} is in use by another process`) }
  }
  const other = hold(t, dataDir)
  await next(other.lines)
  await t.rejects(openStore({ dataDir }, fakeLog()), refused)
  other.process.kill('SIGKILL')
  await once(other.process, 'close')
  const store = await openStore({ dataDir }, fakeLog())
  t.teardown(() => store.close())
  t.match(JSON.parse(await next(hold(t, dataDir).lines)), refused)
})

t.test('a folder that can not be written to is named', { skip: cannotDropRights() }, async t => {
  const dataDir = t.testdir()
  chmodSync(dataDir, 0o555)
  const detail = new RegExp(`Let the account that runs the service write to ${dataDir}`)
  const line = await next(hold(t, dataDir, { withoutRights: true }).lines)
  t.match(JSON.parse(line), { code: 'store-unavailable', details: { detail } })
})

t.test('a schema newer than the program is refused, and the file let go', async t => {
  const dataDir = t.testdir()
  await (await openStore({ dataDir }, fakeLog())).close()
  const database = new DatabaseSync(join(dataDir, 'relink.sqlite'))
  database.exec("insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')")
  for (let round = 0; round < 2; round++) {
    if (round === 0) database.close()
    await t.rejects(openStore({ dataDir }, fakeLog()), {
      code: 'store-unavailable',
      details: { detail: /newer version.*9999-later/ }
    })
  }
})

function hold(t: Test, dataDir: string, { withoutRights = false } = {}) {
  const program = fileURLToPath(new URL('holding-process.ts', import.meta.url))
  const child = spawn(process.execPath, [program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(withoutRights && process.getuid?.() === 0 ? { uid: 65_534 } : {})
  })
  t.teardown(() => child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { process: child, lines }
}

async function next(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next()
  if (done) throw new Error('the process ended without another word')
  return value
}

/** Windows has no such rights. */
function cannotDropRights(): boolean {
  return process.platform === 'win32'
}
