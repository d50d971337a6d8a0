import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { readPassword } from '../../src/active-directory/read-password.ts'

const never = new AbortController().signal
const folder = t.testdir({
  plain: 'hunter2',
  line: 'hunter2\n',
  windows: 'hunter2\r\n',
  two: 'a\n\n'
})

t.equal(await readPassword(join(folder, 'plain'), never), 'hunter2')
t.equal(await readPassword(join(folder, 'line'), never), 'hunter2')
t.equal(await readPassword(join(folder, 'windows'), never), 'hunter2')
t.equal(await readPassword(join(folder, 'two'), never), 'a\n', 'one line break, no more')

const unusable = (detail: RegExp) => ({
  code: 'directory-unavailable',
  details: { detail, retryable: true }
})
for (const empty of ['', '\n', '\r\n']) {
  await writeFile(join(folder, 'plain'), empty)
  await t.rejects(readPassword(join(folder, 'plain'), never), unusable(/is empty: .*plain/))
}
await t.rejects(readPassword(join(folder, 'gone'), never), unusable(/cannot be read \(ENOENT\)/))
await t.rejects(readPassword(folder, never), unusable(/cannot be read \(EISDIR\)/))
const stopped = AbortSignal.abort(new Error('enough'))
await t.rejects(readPassword(join(folder, 'line'), stopped), { message: 'enough' })
