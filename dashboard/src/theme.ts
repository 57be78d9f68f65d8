// Our scales, sizes and radii in Mantine’s words. Surfaces and ink stay in tokens.css, which both colour schemes share.
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const scale = (shades: string): MantineColorsTuple =>
  // Ten shades stand in every line below.
  shades.split(' ').map((shade) => `#${shade}`) as unknown as MantineColorsTuple

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: 7,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  lineHeights: { xs: '14px', sm: '17px', md: '19px', lg: '21px', xl: '22px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '12px' },
  shadows: { xs: 'var(--sh-1)', sm: 'var(--sh-1)', md: 'var(--sh-2)', lg: 'var(--sh-2)', xl: 'var(--sh-3)' },
  colors: {
    gray: scale('f9fbfc f3f5f7 eaedef dbe0e2 c5cbcf 899298 656f75 505a60 313b41 151d22'),
    dark: scale('e7eaec c5cacd 9ca3a8 697178 31383d 272d32 1f2428 161b1f 0f1417 090d0f'),
    petrol: scale('f1f9fd e0f2fa c2e6f6 97d3ed 67bbdc 3da0c4 0c81a4 056987 02536b 003a4d'),
    copper: scale('fef6f1 fcebdf fad8c0 f1bd95 e19d69 c98044 a76122 8d4d0a 713b03 4f2905'),
    plum: scale('fcf5fc f9e9f8 f4d4f2 e8b6e5 d595d3 bc76ba 9c589a 834481 683467 492448'),
    fern: scale('f3faf4 e3f4e7 c7ead0 a0d9b0 76c38e 52a86f 2f8952 19713f 0f5a30 0c3f21'),
    dusk: scale('f7f7fe eeedfe dddbff c5c1ff aba2f5 9085de 7266bc 5e51a1 493f81 332c5a'),
    amber: scale('fcf7f0 f8eddc f2ddb9 e6c389 d4a655 bb8a26 986c05 7d5800 634502 462f00'),
    brick: scale('fef6f4 ffe9e6 fed4cf feb3aa ff867a e96258 c5413a a82c28 871f1c 5f1613'),
  },
  components: {
    // Locking the scroll would write a style element, which the page's policy refuses; the shell does not scroll anyway.
    Modal: { defaultProps: { lockScroll: false, centered: false, radius: 'xl', shadow: 'xl' } },
    // Its first item takes the focus instead of a box before it, which readers would stop at.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    ModalRoot: { defaultProps: { lockScroll: false, radius: 'xl', shadow: 'xl' } },
    Drawer: { defaultProps: { lockScroll: false } },
    DrawerRoot: { defaultProps: { lockScroll: false } },
  },
})
