/** Domains under which anybody may have an address: they say nothing about where somebody works. */
const FREE: ReadonlySet<string> = new Set(
  `aol.com bigpond.com bol.com.br btinternet.com comcast.net daum.net docomo.ne.jp duck.com email.com ezweb.ne.jp
  fastmail.com free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hanmail.net hey.com
  hotmail.co.uk hotmail.com hotmail.de hotmail.fr hotmail.it icloud.com inbox.com laposte.net libero.it live.com live.de
  live.fr mac.com mail.com mail.de mail.ru mailbox.org me.com msn.com naver.com orange.fr outlook.com outlook.de outlook.fr
  pm.me posteo.de proton.me protonmail.com qq.com rediffmail.com rocketmail.com seznam.cz sina.com sfr.fr sky.com t-online.de
  tuta.com tutanota.com uol.com.br verizon.net virgilio.it wanadoo.fr web.de wp.pl yahoo.co.in yahoo.co.jp yahoo.co.uk
  yahoo.com yahoo.com.br yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zoho.com 126.com 163.com`.split(
    /\s+/,
  ),
)

/** The domain of a canonical address that an organisation may have for itself; undefined for a free one. */
export function ownDomain(email: string): string | undefined {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return FREE.has(domain) ? undefined : domain
}
