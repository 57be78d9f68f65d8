import type { ButtonHTMLAttributes, ReactElement, Ref } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './icon-paths.ts'
import './Button.css'

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: 'filled' | 'outline' | 'ghost' | 'link' | 'danger'
  size?: 'small' | 'normal' | 'form'
  icon?: IconName
}

export function Button({
  look = 'outline',
  size = 'normal',
  icon,
  children,
  className = '',
  ...rest
}: ButtonProps): ReactElement {
  return (
    <button type="button" className={`button button-${look} button-${size} ${className}`} {...rest}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </button>
  )
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  icon: IconName
  label: string
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ icon, label, className = '', ...rest }: IconButtonProps): ReactElement {
  return (
    <button
      type="button"
      className={`button button-ghost button-icon ${className}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  )
}
