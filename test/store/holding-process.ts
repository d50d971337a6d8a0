import { writeSync } from 'node:fs'
import { openStore } from '../../src/store/open-store.ts'
import { intent, kept } from './samples.ts'
import { fakeLog } from '../fakes/log.ts'

/**
 * Run as a process of its own: opens the store in the given folder, says so, and journals without
 * end, one line on stdout after each journal() that returned. It is there to be killed.
 */
const [, , dataDir] = process.argv
const store = await openStore({ dataDir: dataDir! }, fakeLog()).catch((error: unknown) => {
  say(JSON.stringify(error))
  process.exit(1)
})
const { executionId } = await kept(store)
say(executionId)
for (let step = 1; ; step++) {
  await store.executions.journal(executionId, intent(step))
  say(`${step}`)
}

/** Synchronous, so that a line out there means that journal() had returned. */
function say(line: string): void {
  writeSync(1, `${line}\n`)
}
