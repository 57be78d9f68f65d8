// Who works in the sample workspace and who writes to it. All addresses end in .example, which no mail ever reaches.
import type { Random } from './random.ts'

export const LANGUAGES = ['en', 'de', 'ar', 'ja', 'fr', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

export const OWNER = { name: 'Noor Valdis', email: 'noor@parley-demo.example' }

export const TEAM = [
  { name: 'Mattis Brandt', email: 'mattis@parley-demo.example', role: 'admin' },
  { name: 'Aiko Tanaka', email: 'aiko@parley-demo.example', role: 'agent' },
  { name: 'Samir Khoury', email: 'samir@parley-demo.example', role: 'agent' },
  { name: 'Inês Duarte', email: 'ines@parley-demo.example', role: 'agent' },
  { name: 'Tom Whitlock', email: 'tom@parley-demo.example', role: 'agent' },
] as const

type Names = {
  given: readonly string[]
  family: readonly string[]
  family_first?: true
  cities: readonly string[]
}

/** `written|in Latin letters`, where an address could not be made of it. */
const NAMES: Record<Language, Names> = {
  en: {
    given: [
      'Ada',
      'Priya',
      'Callum',
      'Maeve',
      'Jonah',
      'Beatrice',
      'Kwame',
      'Imogen',
      'Ravi',
      'Harriet',
      'Desmond',
      'Wren',
      'Oluchi',
      'Theo',
      'Siobhan',
      'Marcus',
    ],
    family: [
      'Okafor',
      'Hartley',
      'Nair',
      'Pemberton',
      'Quinn',
      'Lindqvist',
      'Abernathy',
      'Ferreira',
      'Doyle',
      'Castellanos',
      'Whitmore',
      'Achebe',
      'Sinclair',
      'Rourke',
      'Vance',
      'Mbeki',
    ],
    cities: ['Bristol', 'Leeds', 'Galway', 'Toronto', 'Portland', 'Wellington', 'Cape Town', 'Austin'],
  },
  de: {
    given: [
      'Jürgen|juergen',
      'Anke',
      'Sören|soeren',
      'Käthe|kaethe',
      'Moritz',
      'Friederike',
      'Lukas',
      'Heike',
      'Björn|bjoern',
      'Marlene',
    ],
    family: [
      'Schröder|schroeder',
      'Weiß|weiss',
      'Hoffmann',
      'Krüger|krueger',
      'Baumgärtner|baumgaertner',
      'Vogt',
      'Petersen',
      'Lindner',
      'Jäger|jaeger',
      'Sommer',
    ],
    cities: ['Hamburg', 'Leipzig', 'München', 'Köln', 'Graz', 'Zürich'],
  },
  ar: {
    given: ['ليلى|layla', 'يوسف|yousef', 'مريم|maryam', 'كريم|karim', 'هدى|huda', 'طارق|tariq'],
    family: ['حداد|haddad', 'المصري|almasri', 'نصار|nassar', 'الخطيب|alkhatib', 'سالم|salem'],
    cities: ['عمّان', 'بيروت', 'القاهرة', 'دبي'],
  },
  ja: {
    given: ['陽菜|hina', '翔太|shota', '美咲|misaki', '健一|kenichi', '結衣|yui', '大輔|daisuke'],
    family: ['佐藤|sato', '高橋|takahashi', '渡辺|watanabe', '小林|kobayashi', '森|mori'],
    family_first: true,
    cities: ['京都', '大阪', '札幌', '福岡'],
  },
  fr: {
    given: ['Élodie|elodie', 'Baptiste', 'Chloé|chloe', 'Mathieu', 'Inès|ines', 'Léon|leon'],
    family: ['Lefèvre|lefevre', 'Moreau', 'Girard', 'Dubois', 'Fontaine'],
    cities: ['Lyon', 'Nantes', 'Genève', 'Montréal'],
  },
  es: {
    given: ['Lucía|lucia', 'Andrés|andres', 'Ximena', 'Joaquín|joaquin', 'Pilar', 'Mateo'],
    family: ['Ibáñez|ibanez', 'Rojas', 'Muñoz|munoz', 'Cabrera', 'Salinas'],
    cities: ['Valencia', 'Bogotá', 'Ciudad de México', 'Sevilla'],
  },
}

export type DemoCompany = {
  name: string
  domain: string
  language: Language
  seats: number
  value: number | null
  tags: string[]
}

const COMPANIES: readonly (readonly [name: string, domain: string, language: Language])[] = [
  ['Harbour & Finch', 'harbourfinch', 'en'],
  ['Bluewater Dental', 'bluewater-dental', 'en'],
  ['Kestrel Logistics', 'kestrel', 'en'],
  ['Copperleaf Studios', 'copperleaf', 'en'],
  ['Marlow Primary School', 'marlow-school', 'en'],
  ['Ostrich Robotics', 'ostrich', 'en'],
  ['Tidewell Hotels', 'tidewell', 'en'],
  ['Nimbus Analytics', 'nimbus-analytics', 'en'],
  ['The Paper Kite Café', 'paperkite', 'en'],
  ['Larkspur Clinics', 'larkspur', 'en'],
  ['Ironbridge Housing', 'ironbridge', 'en'],
  ['Saffron Street Bakery', 'saffronstreet', 'en'],
  ['Quarry Lane Architects', 'quarrylane', 'en'],
  ['Beacon Credit Union', 'beacon-cu', 'en'],
  ['Möbelhaus Krause', 'moebel-krause', 'de'],
  ['Stadtwerke Elmsbach', 'sw-elmsbach', 'de'],
  ['Kanzlei Vogt & Partner', 'vogt-partner', 'de'],
  ['Bäckerei Sommerfeld', 'sommerfeld', 'de'],
  ['Alpenblick Hotels', 'alpenblick', 'de'],
  ['Feinmechanik Lindner', 'lindner-fm', 'de'],
  ['شركة النخيل', 'alnakheel', 'ar'],
  ['مكتبة الأفق', 'alofoq', 'ar'],
  ['فندق البحر', 'albahr-hotel', 'ar'],
  ['株式会社ミドリ', 'midori', 'ja'],
  ['さくら商事', 'sakura-shoji', 'ja'],
  ['北海電機', 'hokkai-denki', 'ja'],
  ['Maison Fontaine', 'maison-fontaine', 'fr'],
  ['Ateliers du Port', 'ateliers-port', 'fr'],
  ['Grupo Salinas Sur', 'salinas-sur', 'es'],
  ['Clínica Vista Alegre', 'vista-alegre', 'es'],
]

export type DemoContact = {
  given: string
  name: string
  email: string
  role: string
  city: string
  language: Language
  company: DemoCompany
  tags: string[]
}

const ROLES = ['Office manager', 'Facilities', 'Purchasing', 'IT', 'Owner', 'Accounting', 'Developer']
const EACH = 4

export function companiesFrom(random: Random): DemoCompany[] {
  return COMPANIES.map(([name, domain, language]) => ({
    name,
    domain: `${domain}.example`,
    language,
    seats: random.between(4, 900),
    value: random.chance(0.6) ? random.between(4, 480) * 100 : null,
    tags: random.chance(0.2) ? ['vip'] : random.chance(0.3) ? ['trial'] : [],
  }))
}

/** Four people of every company, no two of one address. */
export function contactsFrom(random: Random, companies: readonly DemoCompany[]): DemoContact[] {
  return companies.flatMap((company) => {
    const { given, family, family_first, cities } = NAMES[company.language]
    const families = random.shuffle(family)
    return random
      .shuffle(given)
      .slice(0, EACH)
      .map((first, place): DemoContact => {
        const [g, gLatin] = inTwo(first)
        const [f, fLatin] = inTwo(families[place] ?? '')
        return {
          given: company.language === 'ja' ? f : g,
          name: family_first ? `${f} ${g}` : `${g} ${f}`,
          email: `${gLatin}.${fLatin}@${company.domain}`,
          role: random.pick(ROLES),
          city: random.pick(cities),
          language: company.language,
          company,
          tags: random.chance(0.1) ? ['beta'] : [],
        }
      })
  })
}

function inTwo(name: string): [written: string, latin: string] {
  const [written = name, latin] = name.split('|')
  return [written, latin ?? written.toLowerCase().replace(/[^a-z]/g, '')]
}
