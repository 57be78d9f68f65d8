import type { ReactElement, ReactNode } from 'react'
import { Logo } from '../../ui/Logo.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { Picture } from './Picture.tsx'
import './SignIn.css'

type SignInSheetProps = {
  title: string
  where: string
  notice: string | null
  children: ReactNode
  foot: ReactNode
}

/** The sheet of every page before the inbox: words and a form on one side, a picture on the other. */
export function SignInSheet({ title, where, notice, children, foot }: SignInSheetProps): ReactElement {
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <div className="sign-in-side">
          <div className="sign-in-top">
            <p className="sign-in-brand">
              <Logo size={20} />
              Parley
            </p>
            <LanguageChoice />
          </div>
          <div className="sign-in-middle">
            <h1>{title}</h1>
            <p className="sign-in-where">
              {where} <span className="ellipsis">{location.host}</span>
            </p>
            {notice && (
              <p className="sign-in-notice" role="status">
                {notice}
              </p>
            )}
            {children}
          </div>
          <p className="sign-in-foot">{foot}</p>
        </div>
        <Picture />
      </div>
    </main>
  )
}
