import { readdirSync } from 'node:fs'
import t from 'tap'
import { migrations } from '../../../src/store/migrations/all.ts'

t.test('every migration is listed under the name of its file, in order', async t => {
  const folder = new URL('../../../src/store/migrations/', import.meta.url)
  const files = readdirSync(folder).filter(name => name !== 'all.ts')
  t.strictSame(
    Object.keys(migrations).map(name => `${name}.ts`),
    files.toSorted()
  )
})
