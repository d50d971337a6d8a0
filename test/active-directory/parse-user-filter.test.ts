import t from 'tap'
import { parseUserFilter } from '../../src/active-directory/parse-user-filter.ts'

const accepted: readonly [text: string, meaning: string][] = [
  ['(company=Contoso)', '(company=Contoso)'],
  [' (company=Contoso) ', '(company=Contoso)'],
  ['(&(a=1)(|(b=2)(!(c=3))))', '(&(a=1)(|(b=2)(!(c=3))))'],
  ['(mail=*)', '(mail=*)'],
  ['(mail=*@contoso.test)', '(mail=*@contoso.test)'],
  [
    '(!(userAccountControl:1.2.840.113556.1.4.803:=2))',
    '(!(userAccountControl:1.2.840.113556.1.4.803:=2))'
  ],
  ['(memberOf=CN=A\\5c, B \\28x\\29,DC=c)', '(memberOf=CN=A\\5c, B \\28x\\29,DC=c)'],
  ['(sn=Müller)', '(sn=Müller)'],
  ['(sn=M\\c3\\bcller)', '(sn=Müller)'],
  ['(sn=\\E2\\82\\AC\\41)', '(sn=€A)']
]
for (const [text, meaning] of accepted) t.equal(parseUserFilter(text).toString(), meaning, text)

const refused = [
  '',
  'company=Contoso',
  '(company=Contoso',
  '(company=Contoso))',
  '(a=1)(b=2)',
  ')(a=1)(',
  '(&(a=1)(b=2)',
  '(!(a=1)',
  '(!(a=1)(b=2))',
  '(&)',
  '(a)',
  '(=x)',
  '(a=\\zz)',
  '(objectGUID=\\62\\cd\\51\\f0)'
]
for (const text of refused) t.throws(() => parseUserFilter(text), Error, text || 'nothing')
