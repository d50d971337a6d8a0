import t, { type Test } from 'tap'
import { createOpener } from '../../src/active-directory/create-opener.ts'
import { streamAccounts } from '../../src/active-directory/stream-accounts.ts'
import { recordingLog } from './recording-log.ts'
import { answerLayout, person, startScriptedServer, type Reply } from './scripted-server.ts'
import { scriptedSettings } from './scripted-settings.ts'

const never = new AbortController().signal

async function scan(t: Test, answer: (reply: Reply) => void) {
  const server = await startScriptedServer(t, (request, reply) => {
    if (!answerLayout(request, reply)) answer(reply)
  })
  const settings = scriptedSettings([server.url])
  const log = recordingLog()
  const opener = createOpener(settings, log)
  t.teardown(() => opener.close())
  return { log, pages: streamAccounts(opener, settings, log, never) }
}

t.test('what is no account is counted aloud', async t => {
  let page = 0
  const { log, pages } = await scan(t, reply => {
    page += 1
    const [dn, attributes] = person(page)
    reply.entry(dn, page === 2 ? { ...attributes, whenCreated: [] } : attributes)
    reply.done(0, page < 3 ? 'more' : '')
  })
  const names: string[] = []
  for await (const accounts of pages) names.push(...accounts.map(account => account.logonName))
  t.strictSame(names, ['CONTOSO\\p1', 'CONTOSO\\p3'])
  t.match(log.lines.at(-1), { level: 'warn', facts: { refused: 1 } })
})

t.test('cut midway', async t => {
  let page = 0
  const { pages } = await scan(t, reply => {
    page += 1
    if (page === 2) reply.hangUp()
    reply.entry(...person(page))
    reply.done(0, 'more')
  })
  t.equal((await pages.next()).value?.length, 1)
  await t.rejects(pages.next(), { code: 'directory-unavailable', details: { retryable: true } })
})

t.test('cut off by a size limit', async t => {
  const { pages } = await scan(t, reply => {
    reply.entry(...person(1))
    reply.done(4)
  })
  await t.rejects(pages.next(), {
    code: 'directory-unavailable',
    details: { detail: /people would be missing/, retryable: false }
  })
})
