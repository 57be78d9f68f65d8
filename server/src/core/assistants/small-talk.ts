// What people say to be polite: it is answered kindly, counts as no answer, and is no reason to hand over.

export type SmallTalk = 'greeting' | 'thanks' | 'goodbye' | 'how-are-you' | 'are-you-a-bot'

const SAID: Readonly<Record<SmallTalk, string>> = {
  greeting:
    'hi|hello|hey|hi there|hello there|hey there|good morning|good afternoon|good evening|greetings|hallo|guten tag|guten morgen|guten abend|moin|servus|bonjour|salut|bonsoir|hola|buenos dias|buenas tardes|buenas noches|buenas|ola|bom dia|boa tarde|boa noite|こんにちは|おはよう|おはようございます|こんばんは|もしもし|مرحبا|السلام عليكم|اهلا|صباح الخير|مساء الخير|anybody there|is anybody there|is anyone there|anyone there',
  thanks:
    'thanks|thank you|thanks a lot|thank you very much|thank you so much|many thanks|thanks so much|great thanks|ok thanks|ok thank you|perfect thanks|cheers|danke|danke schon|vielen dank|danke sehr|merci|merci beaucoup|gracias|muchas gracias|obrigado|obrigada|muito obrigado|muito obrigada|ありがとう|ありがとうございます|ありがとうございました|شكرا|شكرا جزيلا|that helped|that helps|it worked',
  goodbye:
    'bye|goodbye|good bye|bye bye|see you|see you later|good night|have a nice day|have a good day|tschuss|auf wiedersehen|schonen tag|schonen tag noch|au revoir|bonne journee|adios|hasta luego|tchau|ate logo|adeus|さようなら|失礼します|مع السلامة|وداعا',
  'how-are-you':
    'how are you|how are you doing|how do you do|hows it going|how is it going|whats up|what is up|wie geht es dir|wie gehts|wie geht es ihnen|comment ca va|ca va|comment allez vous|como estas|que tal|como esta|tudo bem|como vai|元気ですか|كيف حالك',
  'are-you-a-bot':
    'are you a bot|are you a robot|are you human|are you real|am i talking to a bot|am i talking to a human|is this a bot|bist du ein bot|bist du ein mensch|sind sie ein bot|sind sie ein mensch|es tu un robot|etes vous un robot|etes vous humain|eres un bot|eres humano|eres un robot|voce e um robo|voce e humano|ロボットですか|人間ですか|هل انت روبوت|هل انت انسان',
}

const KINDS: ReadonlyMap<string, SmallTalk> = new Map(
  (Object.entries(SAID) as [SmallTalk, string][]).flatMap(([kind, said]) =>
    said.split('|').map((text): [string, SmallTalk] => [text, kind]),
  ),
)
/** What may stand around it without making it anything else. */
const AROUND =
  /^(?:ok|okay|oh|ah|well|so|great|perfect|super|cool|and|na|ja|ok dann|oui|si|sim) | (?:there|everyone|all|team|guys|please|again|very much|sir|madam|mate|friend)$/

/** Null when it says more than that: "hi, where is my order" asks something. */
export function smallTalkIn(text: string): SmallTalk | null {
  if (text.length > 200) return null
  let folded = text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .trim()
  for (let tries = 0; tries < 3; tries++) {
    const kind = KINDS.get(folded)
    if (kind) return kind
    folded = folded.replace(AROUND, '').trim()
  }
  return null
}
