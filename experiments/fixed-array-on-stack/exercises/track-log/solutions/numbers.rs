//! The log of a tracker on a bicycle, in a binary format.
//!
//! A log begins with `TRK1` and the number of its records in two bytes. A record is a byte for its kind, four bytes for the time in
//! seconds, what belongs to the kind, and a byte in which all bits of the bytes before are combined by exclusive or. All numbers have
//! their highest byte first.
//!
//! | kind | what belongs to it |
//! |---|---|
//! | 1, a position | latitude and longitude in millionths of a degree, four bytes each, and the height in metres, two bytes |
//! | 2, the battery | millivolts, two bytes |
//! | 3, a note | the number of its bytes in one byte, and the text |

use std::fmt::{self, Display, Formatter};
use std::io::{self, ErrorKind, Read, Write};

const MAGIC: &[u8; 4] = b"TRK1";

/// What was logged, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// In seconds from the beginning of the tour.
    pub time: u32,
    pub event: Event,
}

/// What was logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Position(Position),
    /// In millivolts.
    Battery(u16),
    /// At most 255 bytes.
    Note(String),
}

/// Where the tracker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// In millionths of a degree.
    pub latitude: i32,
    /// In millionths of a degree.
    pub longitude: i32,
    /// In metres.
    pub height: i16,
}

impl Event {
    fn kind(&self) -> u8 {
        match self {
            Self::Position(_) => 1,
            Self::Battery(_) => 2,
            Self::Note(_) => 3,
        }
    }
}

/// Why a log can't be read.
#[derive(Debug)]
pub enum LogError {
    /// The log ends within a record, or its file can't be read.
    Io(io::Error),
    /// It does not begin with `TRK1`.
    NotALog,
    /// A kind that does not exist.
    UnknownKind(u8),
    /// A record was damaged.
    Checksum,
    /// A note is no UTF-8.
    NotText,
}

impl Display for LogError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) if error.kind() == ErrorKind::UnexpectedEof => f.write_str("the log ends too early"),
            Self::Io(error) => error.fmt(f),
            Self::NotALog => f.write_str("not a log"),
            Self::UnknownKind(kind) => write!(f, "a record of kind {kind}"),
            Self::Checksum => f.write_str("a damaged record"),
            Self::NotText => f.write_str("a note that is no text"),
        }
    }
}

impl std::error::Error for LogError {}

impl From<io::Error> for LogError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Bytes that are read, and what they add up to.
struct Source<R> {
    input: R,
    checksum: u8,
}

impl<R: Read> Source<R> {
    /// Reads as many bytes as there is room for.
    fn fill(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.input.read_exact(bytes)?;
        for byte in bytes {
            self.checksum ^= *byte;
        }
        Ok(())
    }

    /// The next number, which has at most four bytes.
    fn number(&mut self, count: usize) -> io::Result<u32> {
        let mut bytes = [0; 4];
        self.fill(&mut bytes[4 - count..])?;
        Ok(u32::from_be_bytes(bytes))
    }

    fn u8(&mut self) -> io::Result<u8> {
        Ok(self.number(1)? as u8)
    }

    fn u16(&mut self) -> io::Result<u16> {
        Ok(self.number(2)? as u16)
    }

    fn u32(&mut self) -> io::Result<u32> {
        self.number(4)
    }

    fn text(&mut self) -> Result<String, LogError> {
        let mut bytes = vec![0; self.u8()?.into()];
        self.fill(&mut bytes)?;
        String::from_utf8(bytes).map_err(|_| LogError::NotText)
    }

    fn position(&mut self) -> io::Result<Position> {
        let latitude = self.u32()?.cast_signed();
        let longitude = self.u32()?.cast_signed();
        let height = self.u16()?.cast_signed();
        Ok(Position { latitude, longitude, height })
    }

    fn record(&mut self) -> Result<Record, LogError> {
        self.checksum = 0;
        let kind = self.u8()?;
        let time = self.u32()?;
        let event = match kind {
            1 => Event::Position(self.position()?),
            2 => Event::Battery(self.u16()?),
            3 => Event::Note(self.text()?),
            unknown => return Err(LogError::UnknownKind(unknown)),
        };
        let expected = self.checksum;
        if self.u8()? == expected { Ok(Record { time, event }) } else { Err(LogError::Checksum) }
    }
}

/// Reads a whole log.
pub fn read(input: impl Read) -> Result<Vec<Record>, LogError> {
    let mut source = Source { input, checksum: 0 };
    if source.u32()? != u32::from_be_bytes(*MAGIC) {
        return Err(LogError::NotALog);
    }
    let count = source.u16()?;
    let mut records = Vec::with_capacity(count.into());
    for _ in 0..count {
        records.push(source.record()?);
    }
    Ok(records)
}

/// Bytes that are written, and what they add up to.
struct Sink<W> {
    output: W,
    checksum: u8,
}

impl<W: Write> Sink<W> {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        for byte in bytes {
            self.checksum ^= byte;
        }
        self.output.write_all(bytes)
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.checksum = 0;
        self.bytes(&[record.event.kind()])?;
        self.bytes(&record.time.to_be_bytes())?;
        match &record.event {
            Event::Position(position) => {
                self.bytes(&position.latitude.to_be_bytes())?;
                self.bytes(&position.longitude.to_be_bytes())?;
                self.bytes(&position.height.to_be_bytes())?;
            }
            Event::Battery(millivolts) => self.bytes(&millivolts.to_be_bytes())?,
            Event::Note(text) => {
                let length = u8::try_from(text.len()).map_err(|_| ErrorKind::InvalidInput)?;
                self.bytes(&[length])?;
                self.bytes(text.as_bytes())?;
            }
        }
        self.bytes(&[self.checksum])
    }
}

/// Writes a whole log.
pub fn write(records: &[Record], output: impl Write) -> io::Result<()> {
    let count = u16::try_from(records.len()).map_err(|_| ErrorKind::InvalidInput)?;
    let mut sink = Sink { output, checksum: 0 };
    sink.bytes(MAGIC)?;
    sink.bytes(&count.to_be_bytes())?;
    records.iter().try_for_each(|record| sink.record(record))
}
