import './Picker.css'

/** Mantine's menus in our looks. */
export const menuClasses = {
  dropdown: 'menu',
  item: 'menu-item',
  itemSection: 'menu-end',
  label: 'menu-label',
  divider: 'menu-line',
} as const
