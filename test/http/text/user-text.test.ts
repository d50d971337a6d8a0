import t from 'tap'
import { userExplanation } from '../../../src/http/examples/detect.ts'
import { userText } from '../../../src/http/text/user-text.ts'

t.test('a user explained for a terminal', async t => {
  const text = userText(userExplanation)
  t.match(text, /^The account of Jane Doe/)
  t.match(text, /would do: +parkAndMap\n/)
  t.match(text, /logon-name +CONTOSO\\jsmith +CONTOSO\\jdoe +no\n/)
})

t.test('what is not known is a dash, or left out', async t => {
  const evidence = [{ fact: 'candidate' as const, agrees: true }]
  t.match(userText({ ...userExplanation, evidence }), /candidate +- +- +yes\n/)
  t.notMatch(userText({ ...userExplanation, evidence: [] }), /FACT/)
})
