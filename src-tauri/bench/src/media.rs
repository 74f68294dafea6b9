//! A photo made ready for WhatsApp: twelve megapixels beside sharp (libvips, what a web shop would use) on one core, in
//! processor time of the same work in the same round; and what a hundred megapixels take of memory, in a process of
//! their own. `VITRINE_PEERS` names the folder sharp is installed in.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use vitrine_media::{Shape, fit_picture};

use crate::measure::Round;
use crate::report::Report;
use crate::{Run, measure};

/// What is asked of both: turned as taken, 1600 on the longest side, sRGB, JPEG of the same quality.
const SHARP: &str = r#"
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const sharp = createRequire(process.cwd() + "/")("sharp");
sharp.concurrency(1);
sharp.cache(false);
const [, , file, times] = process.argv;
const bytes = readFileSync(file);
const fit = () => sharp(bytes).rotate().resize(1600, 1600, { fit: "inside" }).toColourspace("srgb").jpeg({ quality: 88 }).toBuffer();
await fit();
const before = process.cpuUsage();
let out;
for (let n = 0; n < Number(times); n++) out = await fit();
const used = process.cpuUsage(before);
console.log(JSON.stringify({ cpu: (used.user + used.system) / 1e6 / Number(times), bytes: out.length, version: sharp.versions.sharp ?? "" }));
"#;

const LONGEST: u32 = 1_600;

/// Makes a picture fit so many times; says what one took of the processor, and the peak of memory, file included.
#[expect(clippy::print_stdout, reason = "its answer to the process that started it")]
pub fn child(file: &Path, times: usize) -> Result<()> {
    let before = measure::memory_kib("VmRSS")?;
    measure::forget_peak()?;
    let bytes = std::fs::read(file)?;
    let fit = || fit_picture(&bytes, Shape::Image { longest: LONGEST }).context("it fits");
    let mut fitted = fit()?;
    let cpu = measure::cpu();
    for _ in 0..times {
        fitted = fit()?;
    }
    let cpu = (measure::cpu() - cpu) / times.max(1) as f64;
    let peak = measure::memory_kib("VmHWM")?.saturating_sub(before);
    println!("{}", json!({ "cpu": cpu, "peak_kib": peak, "bytes": fitted.bytes.len() }));
    Ok(())
}

fn ours(file: &Path, times: usize) -> Result<Value> {
    let file = file.to_str().context("a path in words")?;
    Ok(serde_json::from_str(&Run::child(&["media-child", file, &times.to_string()])?)?)
}

fn theirs(folder: &Path, file: &Path, times: usize) -> Result<Value> {
    let script = folder.join("bench_sharp.mjs");
    std::fs::write(&script, SHARP)?;
    let output = Command::new("node").current_dir(folder).arg(&script).arg(file).arg(times.to_string()).output()?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default());
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let base = tempfile::tempdir_in(&run.scratch)?;
    let photo = base.path().join("photo.jpg");
    Photo::new(4_000, 3_000).write(&photo, false)?;
    let size = std::fs::metadata(&photo)?.len() as f64 / 1e6;
    let times = run.size(8, 2);
    match std::env::var_os("VITRINE_PEERS").map(PathBuf::from).filter(|folder| folder.join("node_modules/sharp").exists()) {
        None => report.skipped("photo, beside sharp", "VITRINE_PEERS names no folder with sharp (npm install sharp makes one)"),
        Some(folder) => {
            let mut version = String::new();
            let rounds = measure::rounds(run.rounds, |_| {
                let (product, control) = (ours(&photo, times)?, theirs(&folder, &photo, times)?);
                version = control["version"].as_str().unwrap_or_default().to_owned();
                Ok(Round { product: product["cpu"].as_f64().unwrap_or(f64::MAX), control: control["cpu"].as_f64().context("sharp")? })
            })?;
            let ratio = measure::median(rounds.iter().map(|r| r.ratio()));
            let (product, control) = (measure::median(rounds.iter().map(|r| r.product)), measure::median(rounds.iter().map(|r| r.control)));
            let detail = format!("12 megapixels, {size:.1} MB: {:.0} ms, sharp {version} {:.0} ms", product * 1e3, control * 1e3);
            report.at_most("photo made to fit, processor", ratio, 1.0, "×", &detail);
        }
    }
    memory(run, report, base.path())
}

fn memory(run: &Run, report: &mut Report, base: &Path) -> Result<()> {
    let (width, height) = if run.quick { (4_000, 3_000) } else { (11_547, 8_660) };
    let pixels = f64::from(width) * f64::from(height) / 1e6;
    for (name, progressive) in [("a large JPEG", false), ("a large progressive JPEG", true)] {
        let file = base.join("large.jpg");
        Photo::new(width, height).write(&file, progressive)?;
        let one = ours(&file, 1)?;
        let size = std::fs::metadata(&file)?.len() as f64 / 1e6;
        let detail = format!("{pixels:.0} megapixels, the file's {size:.0} MB counted; {:.2} s", one["cpu"].as_f64().unwrap_or_default());
        report.at_most(&format!("{name}, memory"), one["peak_kib"].as_f64().context("peak")? / 1024.0, 120.0, "MiB", &detail);
    }
    let file = base.join("large.png");
    Photo::new(width, height).write_png(&file)?;
    let one = ours(&file, 1)?;
    let size = std::fs::metadata(&file)?.len() as f64 / 1e6;
    let detail = format!("{pixels:.0} megapixels, the file's {size:.0} MB counted; {:.2} s", one["cpu"].as_f64().unwrap_or_default());
    report.at_most("a large PNG, memory", one["peak_kib"].as_f64().context("peak")? / 1024.0, 512.0, "MiB", &detail);
    Ok(())
}

/// Something like a photo: large soft shapes, finer ones within them, and the grain of a sensor.
struct Photo {
    width: u16,
    height: u16,
    shapes: Vec<[f32; 3]>,
}

/// The shapes are drawn once, at this size.
const SHAPES: (usize, usize) = (1_024, 768);

fn dice(x: usize, y: usize, seed: usize) -> f32 {
    let mut n = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca77) ^ (seed as u32).wrapping_mul(0xc2b2_ae3d);
    n = (n ^ n >> 15).wrapping_mul(0x2c1b_3c6d);
    n = (n ^ n >> 12).wrapping_mul(0x297a_2d39);
    ((n ^ n >> 15) >> 8) as f32 / (1 << 23) as f32 - 1.0
}

impl Photo {
    fn new(width: u16, height: u16) -> Self {
        let mut shapes = vec![[128.0_f32; 3]; SHAPES.0 * SHAPES.1];
        let mut strength = 60.0;
        for octave in 0..7 {
            let cell = 256 >> octave;
            for (at, pixel) in shapes.iter_mut().enumerate() {
                let (x, y) = (at % SHAPES.0, at / SHAPES.0);
                let (left, top, right, down) = (x / cell, y / cell, (x % cell) as f32 / cell as f32, (y % cell) as f32 / cell as f32);
                let mix = |seed: usize| {
                    let of = |dx: usize, dy: usize| dice(left + dx, top + dy, octave * 8 + seed);
                    (of(0, 0) * (1.0 - right) + of(1, 0) * right) * (1.0 - down) + (of(0, 1) * (1.0 - right) + of(1, 1) * right) * down
                };
                let light = mix(0);
                for (colour, value) in pixel.iter_mut().enumerate() {
                    *value += strength * (light + 0.4 * mix(colour + 1));
                }
            }
            strength *= 0.65;
        }
        Self { width, height, shapes }
    }

    fn line(&self, y: usize) -> impl Iterator<Item = [u8; 3]> + '_ {
        let down = y as f32 * (SHAPES.1 - 1) as f32 / f32::from(self.height);
        let across = (SHAPES.0 - 1) as f32 / f32::from(self.width);
        (0..usize::from(self.width)).map(move |x| {
            let right = x as f32 * across;
            let (left, top) = (right as usize, down as usize);
            let (right, down) = (right - left as f32, down - top as f32);
            let at = top * SHAPES.0 + left;
            let grain = (dice(x, y, 77) + dice(x, y, 78) + dice(x, y, 79)) * 6.0;
            std::array::from_fn(|c| {
                let of = |at: usize| self.shapes.get(at).map_or(128.0, |pixel| pixel[c]);
                let above = of(at) * (1.0 - right) + of(at + 1) * right;
                let below = of(at + SHAPES.0) * (1.0 - right) + of(at + SHAPES.0 + 1) * right;
                (above * (1.0 - down) + below * down + grain).clamp(0.0, 255.0) as u8
            })
        })
    }

    fn write(self, file: &Path, progressive: bool) -> Result<()> {
        let mut encoder = jpeg_encoder::Encoder::new_file(file, 90)?;
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
        encoder.set_progressive(progressive);
        Ok(encoder.encode_image(self)?)
    }

    fn write_png(&self, file: &Path) -> Result<()> {
        let out = std::io::BufWriter::new(std::fs::File::create(file)?);
        let mut encoder = png::Encoder::new(out, u32::from(self.width), u32::from(self.height));
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header()?;
        let mut stream = writer.stream_writer()?;
        for y in 0..usize::from(self.height) {
            std::io::Write::write_all(&mut stream, &self.line(y).flatten().collect::<Vec<u8>>())?;
        }
        Ok(stream.finish()?)
    }
}

impl jpeg_encoder::ImageBuffer for Photo {
    fn get_jpeg_color_type(&self) -> jpeg_encoder::JpegColorType {
        jpeg_encoder::JpegColorType::Ycbcr
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        for [r, g, b] in self.line(usize::from(y)) {
            let (y, cb, cr) = jpeg_encoder::rgb_to_ycbcr(r, g, b);
            for (buffer, value) in buffers.iter_mut().zip([y, cb, cr]) {
                buffer.push(value);
            }
        }
    }
}
