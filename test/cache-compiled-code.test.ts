import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const module = new URL('../src/cache-compiled-code.ts', import.meta.url).href

t.test('the folder is its owner’s alone, and the cache lies in it', async t => {
  const folder = join(t.testdir(), 'new', 'data')
  start(folder)
  t.equal(statSync(folder).mode & 0o777, 0o700)
  t.same(readdirSync(folder), ['compile-cache'])
})

t.test('a folder that cannot be made is somebody else’s to explain', async t => {
  const folder = join(t.testdir({ file: '' }), 'file', 'data')
  t.doesNotThrow(() => start(folder))
})

function start(folder: string): void {
  const code = `const { cacheCompiledCode } = await import('${module}'); cacheCompiledCode('${folder}'); await import('node:fs')`
  execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { PATH: process.env['PATH'] }
  })
}
