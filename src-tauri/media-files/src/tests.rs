//! Files made here, whole and broken, judged and made to fit.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

use super::*;

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).expect("encodes");
    bytes
}

/// A picture with something in it: a slope of colours, red on the left, and noise.
fn photo(width: u32, height: u32) -> DynamicImage {
    let pixel = |x: u32, y: u32| {
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 13 & 15;
        Rgba([(255 - 255 * x / width) as u8, (255 * y / height) as u8, (64 + noise) as u8, 255])
    };
    DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, pixel))
}

fn read(bytes: &[u8]) -> Facts {
    facts(&mut Cursor::new(bytes)).expect("reads")
}

#[test]
fn a_large_photo_is_made_to_fit_and_a_clear_one_gets_a_white_page() {
    let jpeg = encoded(&DynamicImage::ImageRgb8(photo(2400, 1200).to_rgb8()), ImageFormat::Jpeg);
    let fitted = fit_picture(&jpeg, Shape::Image { longest: 1600 }).expect("fits");
    assert_eq!((fitted.width, fitted.height, fitted.mime), (1600, 800, "image/jpeg"), "its longest side is what is shown");
    assert!(judge(&read(&fitted.bytes), For::Image).is_empty(), "and Meta takes it");
    let clear = encoded(&DynamicImage::ImageRgba8(RgbaImage::new(200, 100)), ImageFormat::Png);
    let fitted = fit_picture(&clear, Shape::Image { longest: 1600 }).expect("fits");
    assert_eq!((fitted.width, fitted.height), (200, 100), "what is small is not blown up");
    let back = image::load_from_memory(&fitted.bytes).expect("reads").to_rgb8();
    assert!(back.pixels().all(|p| p.0.iter().all(|c| *c > 250)), "clear became white, not black");
}

#[test]
fn a_photo_taken_on_its_side_stands_up() {
    let jpeg = encoded(&DynamicImage::ImageRgb8(photo(400, 200).to_rgb8()), ImageFormat::Jpeg);
    // An EXIF block that says "turn a quarter to the right", and that it was taken somewhere.
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0".to_vec();
    exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    let mut with = jpeg[..2].to_vec();
    with.extend([0xff, 0xe1]);
    with.extend(((exif.len() + 2) as u16).to_be_bytes());
    with.extend(&exif);
    with.extend(&jpeg[2..]);
    let Facts::Picture(was) = read(&with) else { panic!("a picture") };
    assert_eq!((was.orientation, was.has_location), (6, true), "what the camera wrote is read");
    assert!(judge(&Facts::Picture(was), For::Image).iter().any(|p| p.code == "has_location" && !p.refuses), "the place is remarked on");
    let fitted = fit_picture(&with, Shape::Image { longest: 1600 }).expect("fits");
    assert_eq!((fitted.width, fitted.height), (200, 400), "it stands");
    assert!(!fitted.bytes.windows(4).any(|w| w == b"Exif"), "and tells nobody where it was taken");
    let back = image::load_from_memory(&fitted.bytes).expect("reads").to_rgb8();
    assert!(back.get_pixel(100, 10).0[0] > 200, "what was on the left is at the top");
}

#[test]
fn every_kind_of_picture_people_have_is_read() {
    let picture = photo(64, 48);
    for (format, name) in [
        (ImageFormat::Png, "png"),
        (ImageFormat::Bmp, "bmp"),
        (ImageFormat::Gif, "gif"),
        (ImageFormat::Tiff, "tiff"),
        (ImageFormat::WebP, "webp"),
    ] {
        let bytes = encoded(&picture, format);
        let Facts::Picture(facts) = read(&bytes) else { panic!("{name} is a picture") };
        assert_eq!((facts.format.as_str(), facts.width, facts.height), (name, 64, 48), "{name} is known for what it is");
        let fitted = fit_picture(&bytes, Shape::Square { side: 32 }).expect("fits");
        assert_eq!((fitted.width, fitted.height), (32, 32), "{name} can be cut square");
    }
    let sixteen = encoded(&DynamicImage::ImageRgb16(picture.to_rgb16()), ImageFormat::Png);
    assert!(judge(&read(&sixteen), For::Image).iter().any(|p| p.code == "not_eight_bit"), "sixteen bits are not taken as they are");
    assert_eq!(fit_picture(&sixteen, Shape::Image { longest: 100 }).expect("fits").mime, "image/jpeg", "but made to fit");
}

#[test]
fn a_sticker_is_square_clear_and_small() {
    let fitted = fit_picture(&encoded(&photo(900, 300), ImageFormat::Png), Shape::Sticker).expect("fits");
    assert_eq!((fitted.width, fitted.height, fitted.mime), (512, 512, "image/webp"), "as Meta wants it");
    assert!(judge(&read(&fitted.bytes), For::Sticker).is_empty(), "and taken");
    let back = image::load_from_memory(&fitted.bytes).expect("reads").to_rgba8();
    assert_eq!(back.get_pixel(256, 10).0[3], 0, "above the picture it is clear");
    let noise = RgbaImage::from_fn(512, 512, |x, y| {
        let n = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(2_246_822_519));
        Rgba([(n >> 8) as u8, (n >> 16) as u8, (n >> 24) as u8, 255])
    });
    let hard = fit_picture(&encoded(&DynamicImage::ImageRgba8(noise), ImageFormat::Png), Shape::Sticker).expect("fits");
    assert!(hard.bytes.len() as u64 <= STICKER_BYTES, "even noise is made small enough: {}", hard.bytes.len());
}

#[test]
fn half_a_file_a_lie_and_a_bomb_are_said_plainly() {
    let jpeg = encoded(&DynamicImage::ImageRgb8(photo(800, 600).to_rgb8()), ImageFormat::Jpeg);
    let code = |bytes: &[u8]| fit_picture(bytes, Shape::Image { longest: 1600 }).err().map(|t| t.code);
    assert_eq!(code(&jpeg[..jpeg.len() / 2]), Some("truncated"), "half a photo is not shown half grey");
    let png = encoded(&photo(300, 200), ImageFormat::Png);
    assert!(matches!(code(&png[..png.len() / 2]), Some("truncated" | "damaged")), "nor half a drawing");
    assert_eq!(code(b"<html>not a picture</html>"), Some("not_a_picture"), "a page is no picture");
    assert_eq!(code(b"%PDF-1.7 ..."), Some("not_a_picture"), "nor is a paper");
    assert_eq!(code(b""), Some("empty"), "nor nothing");
    // A drawing that says it is 60,000 by 60,000: fourteen gigabytes.
    let mut bomb = png.clone();
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    assert!(matches!(code(&bomb), Some("too_many_pixels" | "damaged")), "what would fill the memory is not opened");
}

fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = ((body.len() + 8) as u32).to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(body);
    bytes
}

fn track(handler: &[u8; 4], entry: &[u8; 4]) -> Vec<u8> {
    let mut sample = vec![0; 78];
    sample[24..28].copy_from_slice(&[0x02, 0x80, 0x01, 0x68]);
    let mut stsd = vec![0, 0, 0, 0, 0, 0, 0, 1];
    stsd.extend(atom(entry, &[sample, atom(b"avcC", &[1, 77, 0, 30])].concat()));
    let mut hdlr = vec![0; 8];
    hdlr.extend(handler);
    hdlr.extend([0; 12]);
    let stbl = atom(b"stbl", &atom(b"stsd", &stsd));
    atom(b"trak", &atom(b"mdia", &[atom(b"hdlr", &hdlr), atom(b"minf", &stbl)].concat()))
}

fn film(tracks: &[Vec<u8>]) -> Vec<u8> {
    let mut mvhd = vec![0; 100];
    mvhd[12..16].copy_from_slice(&1_000_u32.to_be_bytes());
    mvhd[16..20].copy_from_slice(&12_500_u32.to_be_bytes());
    let moov = [vec![atom(b"mvhd", &mvhd)], tracks.to_vec()].concat().concat();
    [atom(b"ftyp", b"isom\0\0\x02\0isomiso2"), atom(b"moov", &moov), atom(b"mdat", &[0; 64])].concat()
}

#[test]
fn a_video_says_what_is_wrong_with_it() {
    let good = film(&[track(b"vide", b"avc1"), track(b"soun", b"mp4a")]);
    let Facts::Video(facts) = read(&good) else { panic!("a video") };
    assert_eq!(
        (facts.duration_ms, facts.fast_start, facts.video[0].profile.as_str(), facts.video[0].width),
        (Some(12_500), true, "main", 640),
        "its directory is read"
    );
    assert!(judge(&Facts::Video(facts), For::Video).is_empty(), "and it is taken as it is");
    let codes = |bytes: &[u8]| judge(&read(bytes), For::Video).into_iter().map(|p| p.code).collect::<Vec<_>>();
    assert_eq!(codes(&film(&[track(b"vide", b"hvc1")])), ["wrong_video_codec"], "what newer phones make");
    assert_eq!(
        codes(&film(&[track(b"vide", b"avc1"), track(b"soun", b"mp4a"), track(b"soun", b"mp4a")])),
        ["two_audio_streams"],
        "two languages"
    );
    assert_eq!(codes(&film(&[track(b"soun", b"mp4a")])), ["wrong_kind"], "sound alone is no video");
    assert_eq!(facts_code(&good[..good.len() - 30]), "truncated", "a copy that broke off is known");
    assert_eq!(facts_code(&atom(b"ftyp", b"isom\0\0\x02\0")), "damaged", "a film without a directory too");
}

fn facts_code(bytes: &[u8]) -> &'static str {
    facts(&mut Cursor::new(bytes)).err().map_or("", |t| t.code)
}

fn voice(channels: u8) -> Vec<u8> {
    let page = |granule: u64, body: &[u8]| {
        let mut bytes = b"OggS\0\x02".to_vec();
        bytes.extend(granule.to_le_bytes());
        bytes.extend([0; 12]);
        bytes.extend([1, body.len() as u8]);
        bytes.extend(body);
        bytes
    };
    let mut head = b"OpusHead\x01".to_vec();
    head.extend([channels, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0]);
    [page(0, &head), page(96_000, &[0; 20])].concat()
}

#[test]
fn a_voice_note_is_opus_of_one_channel() {
    let Facts::Sound(facts) = read(&voice(1)) else { panic!("sound") };
    assert_eq!((facts.codec.as_str(), facts.channels, facts.duration_ms), ("opus", Some(1), Some(2_000)), "two seconds of it");
    assert!(judge(&Facts::Sound(facts), For::Voice).is_empty(), "taken");
    assert_eq!(judge(&read(&voice(2)), For::Voice)[0].code, "not_mono", "two channels are not");
    let mp3 = [&[0xff, 0xfb, 0x90, 0x64][..], &[0; 400]].concat();
    assert_eq!(judge(&read(&mp3), For::Voice)[0].code, "wrong_audio_codec", "a song is no voice note");
    assert!(judge(&read(&mp3), For::Audio).is_empty(), "but it is sound");
}

#[test]
fn nothing_in_a_file_makes_it_fall_over() {
    let files = [
        film(&[track(b"vide", b"avc1")]),
        voice(1),
        encoded(&photo(40, 30), ImageFormat::Png),
        encoded(&DynamicImage::ImageRgb8(photo(40, 30).to_rgb8()), ImageFormat::Jpeg),
    ];
    for file in files {
        for place in 0..file.len().min(400) {
            for value in [0, 0x7f, 0xff] {
                let mut wrong = file.clone();
                wrong[place] = value;
                let _ = facts(&mut Cursor::new(&wrong));
                let _ = facts(&mut Cursor::new(&wrong[..place]));
            }
        }
    }
}

#[test]
fn a_plan_keeps_within_sixteen_megabytes() {
    for minutes in [1, 5, 60, 180] {
        let video = VideoFacts { container: "mov".into(), duration_ms: Some(minutes * 60_000), bytes: 900 << 20, ..VideoFacts::default() };
        let plan = convert::plan(&Facts::Video(video), For::Video);
        assert_eq!(plan.fits, minutes <= 5, "{minutes} minutes: what cannot be seen any more is not offered");
        assert!(!plan.fits || plan.estimated_bytes <= VIDEO_BYTES, "{minutes} minutes come to {} bytes", plan.estimated_bytes);
    }
}

#[test]
fn a_photo_made_small_is_the_same_photo_whatever_its_kind() {
    // What the shop's own decoder gives at a half or a quarter, against all pixels of the general one made smaller.
    for (width, height) in [(2_050, 1_537), (1_601, 2_333), (3_999, 8)] {
        let whole = photo(width, height);
        for picture in [whole.clone(), DynamicImage::ImageLuma8(whole.to_luma8())] {
            let bytes = encoded(&picture, ImageFormat::Jpeg);
            let made = crate::fit_picture(&bytes, crate::Shape::Image { longest: 512 }).expect("a photo is read");
            let got = image::load_from_memory(&made.bytes).expect("what is made can be read").to_rgb8();
            let wanted = image::load_from_memory(&bytes)
                .expect("read")
                .resize_exact(got.width(), got.height(), image::imageops::FilterType::Triangle)
                .to_rgb8();
            let apart = got.as_raw().iter().zip(wanted.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>();
            let mean = apart as f64 / got.as_raw().len() as f64;
            assert!(mean < 6.0, "{width} × {height}: on average {mean:.1} of 255 apart from the whole picture made smaller");
        }
    }
}

#[test]
fn a_photo_with_any_byte_wrong_is_shown_or_refused_and_never_falls_over() {
    let bytes = encoded(&photo(640, 480), ImageFormat::Jpeg);
    let mut state = 0x2545_f491_u32;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize
    };
    for round in 0..600 {
        let mut broken = bytes.clone();
        // The head decides most, so every other round breaks it there.
        let until = if round % 2 == 0 { 700.min(broken.len()) } else { broken.len() };
        for _ in 0..=random() % 4 {
            let at = random() % until;
            broken[at] = random() as u8;
        }
        if round % 5 == 0 {
            broken.truncate(random() % bytes.len());
        }
        if let Ok(made) = crate::fit_picture(&broken, crate::Shape::Image { longest: 64 }) {
            assert!(made.width <= 64 && made.height <= 64, "what comes out keeps within what was asked");
        }
    }
}

#[test]
fn a_photo_with_unusual_sampling_is_shown_or_refused_at_every_size() {
    // Cameras and old programs sample colours at any of one to four times, both ways; a threefold one once fell over.
    let bytes = encoded(&photo(640, 480), ImageFormat::Jpeg);
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a baseline frame");
    for (across, down) in (1..=4_u8).flat_map(|across| (1..=4_u8).map(move |down| (across, down))) {
        let mut sampled = bytes.clone();
        // Marker, length, precision, height, width, parts: then number and sampling of the first part.
        sampled[frame + 11] = across << 4 | down;
        for longest in [640, 300, 150, 70] {
            let _ = crate::fit_picture(&sampled, crate::Shape::Image { longest });
        }
    }
}

/// An element of Matroska: its name and what it holds, of less than 128 bytes or with a length of two bytes.
fn element(name: &[u8], body: &[u8]) -> Vec<u8> {
    [name, &(0x4000 | body.len() as u16).to_be_bytes(), body].concat()
}

fn matroska(codec: &[u8]) -> Vec<u8> {
    let picture = element(&[0xe0], &[element(&[0xb0], &[0x02, 0x80]), element(&[0xba], &[0x01, 0x68])].concat());
    let track = element(&[0xae], &[element(&[0x83], &[1]), element(&[0x86], codec), picture].concat());
    let info = element(&[0x15, 0x49, 0xa9, 0x66], &element(&[0x44, 0x89], &4_000_f64.to_be_bytes()));
    let inside = [info, element(&[0x16, 0x54, 0xae, 0x6b], &track)].concat();
    [element(&[0x1a, 0x45, 0xdf, 0xa3], &element(&[0x42, 0x82], b"webm")), element(&[0x18, 0x53, 0x80, 0x67], &inside)].concat()
}

#[test]
fn a_film_of_the_web_says_how_large_and_long_it_is() {
    for (codec, name) in [(&b"V_VP9"[..], "vp9"), (b"V_MPEG4/ISO/AVC", "h264"), (b"V_MJPEG", "mjpeg")] {
        let file = matroska(codec);
        let Facts::Video(film) = read(&file) else { panic!("a film") };
        assert_eq!((film.container.as_str(), film.duration_ms), ("webm", Some(4_000)), "{name}");
        assert_eq!((film.video[0].codec.as_str(), film.video[0].width, film.video[0].height), (name, 640, 360), "its pictures");
        assert_eq!(convert::plan(&Facts::Video(film), For::Video).longest, 640, "{name}: it keeps its size");
        for end in 0..file.len() {
            let _ = facts(&mut Cursor::new(&file[..end]));
        }
    }
    let unknown = VideoFacts { duration_ms: Some(4_000), bytes: 400_000, video: vec![VideoStream::default()], ..VideoFacts::default() };
    assert!(convert::plan(&Facts::Video(unknown), For::Video).longest >= 640, "a size that is not known makes nothing smaller");
}

#[test]
fn an_avi_says_how_large_its_pictures_are() {
    let chunk = |name: &[u8], body: &[u8]| [name, &(body.len() as u32).to_le_bytes()[..], body].concat();
    let stream = |kind: &[u8], form: &[u8]| [chunk(b"strh", &[kind, &[0; 52]].concat()), chunk(b"strf", form)].concat();
    let mut whole = [0; 56];
    whole[..4].copy_from_slice(&40_000_u32.to_le_bytes());
    whole[16..20].copy_from_slice(&100_u32.to_le_bytes());
    let picture = [40, 0, 0, 0, 0x80, 2, 0, 0, 0x98, 0xfe, 0xff, 0xff];
    let sound = [0x55, 0, 2, 0, 0x44, 0xac, 0, 0];
    let list = [&b"hdrl"[..], &chunk(b"avih", &whole), &stream(b"vidsFMP4", &picture), &stream(b"auds", &sound)].concat();
    let file = chunk(b"RIFF", &[&b"AVI "[..], &chunk(b"LIST", &list)].concat());
    let Facts::Video(film) = read(&file) else { panic!("a film") };
    assert_eq!((film.duration_ms, film.video[0].width, film.video[0].height), (Some(4_000), 640, 360), "rows that go down count as well");
    assert_eq!((film.audio[0].codec.as_str(), film.audio[0].channels, film.audio[0].rate), ("mp3", Some(2), Some(44_100)), "its sound");
}

#[test]
fn what_a_film_tells_is_taken_out_in_place_and_without_ffmpeg() {
    let place = atom(b"udta", &atom(b"\xa9xyz", b"\0\x12\x15\xc7+48.8583+002.2945/"));
    let titles = atom(b"ilst", &atom(b"\xa9nam", &atom(b"data", b"\0\0\0\x01\0\0\0\0Secret")));
    let words = atom(b"udta", &atom(b"meta", &[vec![0; 4], titles].concat()));
    let program = atom(b"udta", &atom(b"meta", &[vec![0; 4], atom(b"ilst", &atom(b"\xa9too", b"Lavf"))].concat()));
    let codes = |facts: &Facts| judge(facts, For::Video).into_iter().filter(|p| p.refuses).map(|p| p.code).collect::<Vec<_>>();
    assert_eq!(codes(&read(&film(&[track(b"vide", b"avc1"), program]))), Vec::<&str>::new(), "which program wrote it is nobody's secret");
    let telling = film(&[track(b"vide", b"avc1"), place, words]);
    assert_eq!(codes(&read(&telling)), ["has_location", "has_tags"], "what it tells is said");
    let mut silent = telling.clone();
    assert!(without_tags(&mut silent), "and taken out");
    assert_eq!((silent.len(), codes(&read(&silent))), (telling.len(), Vec::new()), "everything else stays where it is");
    assert!(!silent.windows(6).any(|w| w == b"Secret" || w == b"+48.85"), "nothing of it is left");
    let folder = std::env::temp_dir().join(format!("vitrine-untold-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (from, to) = (folder.join("from"), folder.join("to"));
    std::fs::write(&from, &telling).expect("writes");
    convert::convert(&from, For::Video, &to, |_| {}, &std::sync::atomic::AtomicBool::new(false)).expect("fits");
    assert_eq!(std::fs::read(&to).expect("reads"), silent, "so it is made to fit");
    std::fs::remove_dir_all(&folder).expect("goes");
    for end in 0..telling.len() {
        without_tags(&mut telling[..end].to_vec());
    }
}

#[test]
fn a_voice_note_with_a_title_is_written_anew() {
    let mut note = voice(1);
    let last = note.split_off(note.len() - 48);
    let tags = b"OpusTags\x07\0\0\0Vitrine\x01\0\0\0\x0c\0\0\0TITLE=Secret";
    note.extend(&last[..26]);
    note.extend([1, tags.len() as u8]);
    note.extend(tags);
    note.extend(&last);
    assert!(judge(&read(&note), For::Voice).iter().any(|p| p.code == "has_tags" && p.refuses), "what it tells is said");
    assert!(judge(&read(&note), For::Audio).is_empty(), "a title of music is part of it");
}

#[test]
fn what_phones_do_not_play_does_not_fit() {
    let wanted = |profile: u8, channels: u8| {
        let mut pictures = track(b"vide", b"avc1");
        let config = pictures.windows(4).position(|w| w == b"avcC").expect("its configuration");
        pictures[config + 5] = profile;
        // AAC-LC of 44.1 kHz, in descriptors as ffmpeg writes them; around it stands two, as it does for anything.
        let config = [0x12, channels << 3];
        let decoder = [&[4, 0x80, 0x80, 0x80, 0x15, 0x40, 0x15][..], &[0; 11], &[5, 0x80, 0x80, 0x80, 2], &config].concat();
        let esds = atom(b"esds", &[&[0, 0, 0, 0, 3, 0x80, 0x80, 0x80, 0x1d, 0, 2, 0][..], &decoder].concat());
        let mut sound = track(b"soun", b"mp4a");
        let entry = sound.windows(4).position(|w| w == b"mp4a").expect("its entry") + 4;
        sound[entry + 28..entry + 28 + esds.len()].copy_from_slice(&esds);
        sound[entry + 17] = 2;
        judge(&read(&film(&[pictures, sound])), For::Video).into_iter().map(|p| (p.code, p.found)).collect::<Vec<_>>()
    };
    assert_eq!(wanted(100, 2), [], "what they make themselves");
    assert_eq!(wanted(110, 2), [("wrong_video_codec", "h264 high10".to_owned())], "ten bits");
    assert_eq!(wanted(244, 1), [("wrong_video_codec", "h264 high444".to_owned())], "all colours");
    assert_eq!(wanted(77, 6), [("wrong_audio_codec", "aac of 6 channels".to_owned())], "a cinema");
}

#[test]
fn what_cannot_be_opened_is_said_before_it_is_tried() {
    let jpeg = encoded(&DynamicImage::ImageRgb8(photo(800, 600).to_rgb8()), ImageFormat::Jpeg);
    assert_eq!(facts_code(&jpeg[..jpeg.len() / 2]), "truncated", "half a photo");
    assert_eq!(facts_code(&jpeg[..jpeg.len() - 2]), "", "only its end is missing: all of it is there");
    let png = encoded(&photo(300, 200), ImageFormat::Png);
    assert_eq!(facts_code(&png[..png.len() / 2]), "truncated", "half a drawing");
    let mut bomb = png.clone();
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let mut sum = !0_u32;
    for byte in &bomb[12..29] {
        sum = (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 });
    }
    bomb[29..33].copy_from_slice(&(!sum).to_be_bytes());
    assert_eq!(facts_code(&bomb), "too_many_pixels", "30,000 by 30,000");
}

#[test]
fn a_white_drawing_is_seen_and_what_moves_moves_on() {
    let white = RgbaImage::from_fn(200, 100, |x, _| Rgba([255, 255, 255, if x < 100 { 255 } else { 0 }]));
    let fitted = fit_picture(&encoded(&DynamicImage::ImageRgba8(white), ImageFormat::Png), Shape::Image { longest: 1600 }).expect("fits");
    let back = image::load_from_memory(&fitted.bytes).expect("reads").to_rgb8();
    assert!(back.get_pixel(20, 50).0[0] > 250 && back.get_pixel(180, 50).0[0] < 200, "white stands out from its ground");
    let mut gif = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
    encoder.encode_frames((0..3).map(|n| image::Frame::new(photo(60 + n, 60).to_rgba8()))).expect("encodes");
    drop(encoder);
    assert!(judge(&read(&gif), For::Image).iter().any(|p| p.code == "animated" && !p.refuses), "as a picture only its first is taken");
    let Facts::Picture(sticker) = read(&fit_picture(&gif, Shape::Sticker).expect("fits").bytes) else { panic!("a picture") };
    assert!(sticker.animated, "a sticker of what moves moves");
}

#[test]
fn an_hour_of_speech_fits_and_four_do_not() {
    for (hours, fits) in [(1, true), (2, true), (4, false)] {
        let sound =
            SoundFacts { container: "mp3".into(), codec: "mp3".into(), duration_ms: Some(hours * 3_600_000), ..SoundFacts::default() };
        let plan = convert::plan(&Facts::Sound(sound), For::Voice);
        assert_eq!(plan.fits, fits, "{hours} hours at {} kbit", plan.audio_kbit);
    }
}

#[test]
fn a_printed_tiff_comes_out_in_its_colours_with_any_profile() {
    use tiff::encoder::{TiffEncoder, colortype::CMYK8};
    let made = |profile: &[u8]| {
        let mut bytes = Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut bytes).expect("a file");
        let mut image = encoder.new_image::<CMYK8>(40, 30).expect("a picture");
        image.encoder().write_tag(tiff::tags::Tag::IccProfile, profile).expect("a profile");
        image.write_data(&[0, 255, 255, 0].repeat(1_200)).expect("writes");
        let fitted = fit_picture(&bytes.into_inner(), Shape::Image { longest: 100 }).expect("fits");
        let back = image::load_from_memory(&fitted.bytes).expect("reads").to_rgb8();
        back.get_pixel(20, 15).0
    };
    for profile in [&b"no profile"[..], &moxcms::ColorProfile::new_srgb().encode().expect("a profile")] {
        let [red, green, blue] = made(profile);
        assert!(red > 240 && green < 20 && blue < 20, "magenta and yellow are red: {red} {green} {blue}");
    }
}
