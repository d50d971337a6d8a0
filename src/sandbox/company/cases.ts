import type { Case, Person } from './person.ts'

const rejoined = '2026-03-02T08:00:00Z'

/** Everything that can come between a record and its account; the table of the documentation. */
export const cases: readonly Case[] = [
  {
    story: 'Married and renamed: the account is the same, the record still holds the old name.',
    kinds: ['renamed', 'renamed', 'renamed'],
    people: [
      {
        ...known('jane.doe', 'Jane', 'Doe'),
        account: { name: 'jane.miller', surname: 'Miller' }
      },
      {
        ...known('fiona.byrne', 'Fiona', 'Byrne'),
        account: { name: "fiona.o'neil", surname: "O'Neil" }
      },
      {
        ...known('łukasz.wójcik', 'Łukasz', 'Wójcik'),
        account: { name: 'lukasz.wojcik' }
      }
    ]
  },
  {
    story: 'Renamed, link unknown: employee number and old mail address give the account away.',
    kinds: ['renamed'],
    people: [
      {
        ...unknown('priya.raman', 'Priya', 'Raman'),
        account: { name: 'priya.anand', surname: 'Anand' }
      }
    ]
  },
  {
    story: 'Two accounts swapped their names: each record leads to the other person.',
    kinds: ['nameReused', 'nameReused'],
    people: [
      { ...known('a.weber', 'Anna', 'Weber'), account: { name: 'am.weber' } },
      { ...known('am.weber', 'Anna-Maria', 'Weber'), account: { name: 'a.weber' } }
    ]
  },
  {
    story: 'Three names went round in a circle.',
    kinds: ['nameReused', 'nameReused', 'nameReused'],
    people: [
      { ...known('c.garcia', 'Carlos', 'García'), account: { name: 'carla.garcia' } },
      { ...known('carla.garcia', 'Carla', 'García'), account: { name: 'clara.garcia' } },
      { ...known('clara.garcia', 'Clara', 'García'), account: { name: 'c.garcia' } }
    ]
  },
  {
    story: 'A chain: each took the name that the one before had set free.',
    kinds: ['nameReused', 'nameReused', 'renamed'],
    people: [
      { ...known('l.novak', 'Lucie', 'Novák'), account: { name: 'lucie.novak' } },
      { ...known('laura.novak', 'Laura', 'Novák'), account: { name: 'l.novak' } },
      { ...known('lena.novak', 'Lena', 'Novák'), account: { name: 'laura.novak' } }
    ]
  },
  {
    story: 'The name was given to a newcomer: the record opens for somebody else.',
    kinds: ['nameReused', 'noRecord'],
    people: [
      { ...known('p.schmidt', 'Peter', 'Schmidt'), account: { name: 'peter.schmidt' } },
      newcomer('p.schmidt', 'Paula', 'Schmidt')
    ]
  },
  {
    story: 'The name belongs to somebody else, link unknown: suspected, for a person to decide.',
    kinds: ['nameReused', 'noRecord'],
    people: [
      { ...unknown('k.nguyen', 'Kim', 'Nguyen'), account: 'gone' },
      newcomer('k.nguyen', 'Trung', 'Pham')
    ]
  },
  {
    story: 'Deleted and made again under the same name: another account, the same person.',
    kinds: ['recreated'],
    people: [{ ...known('samuel.okafor', 'Samuel', 'Okafor'), account: { isRecreated: true } }]
  },
  {
    story: 'The account is younger than the record, link unknown: probably made again.',
    kinds: ['recreated'],
    people: [{ ...unknown('elif.yilmaz', 'Elif', 'Yılmaz'), account: { isRecreated: true } }]
  },
  {
    story: 'The account is gone.',
    kinds: ['orphaned', 'orphaned'],
    people: [
      { ...known('victor.lindqvist', 'Victor', 'Lindqvist'), account: 'gone' },
      { ...unknown('grace.adeyemi', 'Grace', 'Adeyemi'), account: 'gone' }
    ]
  },
  {
    story: 'Deleted and made again under another name: candidates are offered.',
    kinds: ['orphaned'],
    people: [
      {
        ...known('oskar.lindgren', 'Oskar', 'Lindgren'),
        account: { name: 'o.lindgren', isRecreated: true }
      }
    ]
  },
  {
    story: 'Two accounts could be hers: one has her employee number, one her mail address.',
    kinds: ['ambiguous', 'noRecord'],
    people: [
      {
        ...unknown('maria.silva', 'Maria', 'Silva'),
        employeeId: 'E4711',
        account: { name: 'maria.silva1', lacks: ['mail'] }
      },
      {
        ...unknown('maria.silva', 'Maria', 'Silva'),
        employeeId: 'E4711',
        account: {
          name: 'maria.silva2',
          isRecreated: true,
          lacks: ['employeeID'],
          commonName: 'Maria Silva (2)'
        },
        record: 'none'
      }
    ]
  },
  {
    story: 'Two records, one account: the proven link stands, the old disabled duplicate loses.',
    kinds: ['inSync', 'conflict'],
    people: [
      { ...known('nadia.haddad', 'Nadia', 'Haddad'), employeeId: 'E4800' },
      {
        ...unknown('n.haddad', 'Nadia', 'Haddad'),
        employeeId: 'E4800',
        account: 'gone',
        record: { isDisabled: true }
      }
    ]
  },
  {
    story: 'Two records, one renamed account, no link known: a person has to choose.',
    kinds: ['conflict', 'conflict'],
    people: [
      {
        ...unknown('ahmed.mansour', 'Ahmed', 'Mansour'),
        employeeId: 'E4900',
        account: { name: 'a.mansour' }
      },
      {
        ...unknown('mansour', 'Ahmed', 'Mansour'),
        employeeId: 'E4900',
        account: 'gone',
        record: { isDisabled: true }
      }
    ]
  },
  {
    story: 'Moved to another domain of the forest: the GUID stays, the SID does not.',
    kinds: ['moved', 'moved'],
    people: [
      { ...known('ingrid.solberg', 'Ingrid', 'Solberg'), account: { isMovedToEmea: true } },
      {
        ...unknown('pieter.vandenberg', 'Pieter', 'van den Berg'),
        account: { isMovedToEmea: true }
      }
    ]
  },
  {
    story: 'The record spells the name differently: nothing to report.',
    kinds: ['inSync', 'inSync', 'inSync'],
    people: [
      {
        ...known('helen.clark', 'Helen', 'Clark'),
        record: { domainName: 'contoso.test\\helen.clark' }
      },
      {
        ...known('omar.farouk', 'Omar', 'Farouk'),
        record: { domainName: 'omar.farouk@contoso.test' }
      },
      {
        ...unknown('marta.kowalska', 'Marta', 'Kowalska'),
        record: { domainName: 'CONTOSO\\MARTA.KOWALSKA' }
      }
    ]
  },
  {
    story: 'Enabled on one side, disabled on the other, or left on both.',
    kinds: ['inSync', 'inSync', 'inSync'],
    people: [
      { ...known('tomas.vega', 'Tomás', 'Vega'), account: { isDisabled: true } },
      { ...known('rita.moreau', 'Rita', 'Moreau'), record: { isDisabled: true } },
      {
        ...known('karl.brandt', 'Karl', 'Brandt'),
        account: { isDisabled: true },
        record: { isDisabled: true }
      }
    ]
  },
  {
    story: 'A new last name, the logon name kept.',
    kinds: ['inSync'],
    people: [{ ...known('chloe.martin', 'Chloé', 'Martin'), account: { surname: 'Martin-Dubois' } }]
  }
]

function known(name: string, givenName: string, surname: string): Person {
  return { name, givenName, surname, isLinkKnown: true }
}

function unknown(name: string, givenName: string, surname: string): Person {
  return { name, givenName, surname, isLinkKnown: false }
}

/** Has an account since spring, and no record. */
function newcomer(name: string, givenName: string, surname: string): Person {
  const account = { isRecreated: true, whenCreated: rejoined }
  return { name, givenName, surname, account, record: 'none' }
}
