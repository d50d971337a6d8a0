import t from 'tap'
import { finishedScan, mismatch, scanOfNamed } from '../../../src/http/examples/detect.ts'
import { scanText } from '../../../src/http/text/scan-text.ts'

t.test('a scan for a terminal', async t => {
  const text = scanText(finishedScan)
  t.match(text, /status: +Succeeded, 100 %\n/)
  t.match(text, /\nrenamed +12\n/)
  t.notMatch(text, /SHOULD HOLD|unknown users/)
})

t.test('with what was found inside', async t => {
  const text = scanText(scanOfNamed)
  t.match(text, /Jane Doe +renamed +proven +CONTOSO\\jsmith +CONTOSO\\jdoe\n/)
  t.match(text, /unknown users: +jdoe@contoso.test\n/)
  const { expectedDomainName: _name, ...found } = mismatch
  t.match(scanText({ ...scanOfNamed, mismatches: [found] }), / \?\n/)
})
