//! The upper halves of the two code pages of MS-DOS that tills and old inventories still write.
//!
//! The encodings of the web, which `encoding_rs` knows, leave them out.

/// IBM437, of the United States.
pub(crate) const IBM437: &str =
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
/// IBM850, of Western Europe.
pub(crate) const IBM850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// The letter for a byte of 0x80 and above; below that, the byte's own.
pub(crate) fn letter(page: &[char], byte: u8) -> char {
    usize::from(byte).checked_sub(0x80).map_or(char::from(byte), |place| page.get(place).copied().unwrap_or('\u{fffd}'))
}
