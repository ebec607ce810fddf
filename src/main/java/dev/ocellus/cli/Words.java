package dev.ocellus.cli;

/** Texts from outside, such as names of files, as a terminal shows them. */
final class Words {
    private Words() {}

    /** A name that cannot move the cursor, break the line or turn the direction of what follows. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u202a-\\u202e\\u2066-\\u2069]", "?");
    }

    /** A number of things, in one word or the other. */
    static String counted(int count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }

    /** The text with blanks up to a width in columns. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - columns(text)));
    }

    /** How many columns of a terminal a text takes: signs of East Asia and pictographs take two, accents none. */
    static int columns(String text) {
        return text.codePoints().map(Words::columns).sum();
    }

    private static int columns(int sign) {
        if (Character.getType(sign) == Character.NON_SPACING_MARK) {
            return 0;
        }
        boolean wide = sign >= 0x1100 && sign <= 0x115f
                || sign >= 0x2e80 && sign <= 0xa4cf
                || sign >= 0xac00 && sign <= 0xd7a3
                || sign >= 0xf900 && sign <= 0xfaff
                || sign >= 0xff00 && sign <= 0xff60
                || sign >= 0x1f300 && sign <= 0x1faff
                || sign >= 0x20000;
        return wide ? 2 : 1;
    }
}
