import type { Person } from './person.ts'

type Row = readonly [name: string, givenName: string, surname: string, title: string, city: string]

/** Those to whom nothing happened. */
const rows: readonly Row[] = [
  ['margaret.hale', 'Margaret', 'Hale', 'Chief Executive Officer', 'Leeds'],
  ["sean.o'neil", 'Sean', "O'Neil", 'Sales Manager', 'Dublin'],
  ['alexandra.konstantin', 'Alexandra', 'Konstantinopoulou', 'Analyst', 'Athens'],
  ['zoe.mueller', 'Zoë', 'Müller', 'Account Manager', 'Bern'],
  ['jürgen.groß', 'Jürgen', 'Groß', 'Controller', 'Graz'],
  ['soren.ostergard', 'Søren', 'Østergård', 'Engineer', 'Aarhus'],
  ['hanako.yamada', '花子', '山田', 'Engineer', '大阪'],
  ['jose.pena', 'José', 'Peña', 'Support', 'Sevilla'],
  ['aisling.murphy', 'Aisling', 'Murphy', 'Support', 'Cork'],
  ['bjorn.hansen', 'Bjørn', 'Hansen', 'Field Engineer', 'Bergen'],
  ['chiara.ricci', 'Chiara', 'Ricci', 'Marketing', 'Torino'],
  ['daniel.cohen', 'Daniel', 'Cohen', 'Lawyer', 'Haifa'],
  ['emma.jones', 'Emma', 'Jones', 'Accountant', 'Cardiff'],
  ['farid.rahimi', 'Farid', 'Rahimi', 'Buyer', 'Hamburg'],
  ['giulia.conti', 'Giulia', 'Conti', 'Designer', 'Milano'],
  ['hugo.lambert', 'Hugo', 'Lambert', 'Sales', 'Lyon'],
  ['ivana.horvat', 'Ivana', 'Horvat', 'Sales', 'Zagreb'],
  ['jakub.dvorak', 'Jakub', 'Dvořák', 'Warehouse', 'Brno'],
  ['kwame.mensah', 'Kwame', 'Mensah', 'Sales', 'Accra'],
  ['leila.ahmadi', 'Leila', 'Ahmadi', 'Planner', 'Malmö'],
  ['mateo.rossi', 'Mateo', 'Rossi', 'Sales', 'Córdoba'],
  ['nina.petrova', 'Nina', 'Petrova', 'Tester', 'Sofia'],
  ['olivia.smith', 'Olivia', 'Smith', 'Sales', 'Leeds'],
  ['pavel.ivanov', 'Pavel', 'Ivanov', 'Developer', 'Varna'],
  ['quentin.dupont', 'Quentin', 'Dupont', 'Developer', 'Lille'],
  ['rosa.jimenez', 'Rosa', 'Jiménez', 'Human Resources', 'Bilbao'],
  ['stefan.keller', 'Stefan', 'Keller', 'Administrator', 'Bern'],
  ['thi.tran', 'Thi', 'Trần', 'Accountant', 'Leipzig'],
  ['uma.krishnan', 'Uma', 'Krishnan', 'Architect', 'Pune'],
  ['wanjiru.kamau', 'Wanjirũ', 'Kamau', 'Sales', 'Nairobi']
]

/** One in five is not in the link baseline: the next scan proves the link by attributes. */
export const staff: readonly Person[] = rows.map(
  ([name, givenName, surname, title, city], index) => ({
    name,
    givenName,
    surname,
    title,
    city,
    isLinkKnown: index % 5 !== 4
  })
)
