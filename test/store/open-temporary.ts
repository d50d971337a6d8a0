import type { Test } from 'tap'
import type { Store } from '../../src/ports.ts'
import { openStore } from '../../src/store/open-store.ts'
import { fakeLog } from '../fakes/log.ts'

/** A store in a folder of its own, closed when the test ends. */
export async function openTemporary(t: Test): Promise<Store> {
  const store = await openStore({ dataDir: t.testdir() }, fakeLog())
  t.teardown(() => store.close())
  return store
}
