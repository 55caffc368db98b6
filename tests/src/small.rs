//! Disks without room, and disks that cannot be written.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::disk::shim;

/// The file that takes up all the room.
const BALLAST: &str = "ballast";
/// What the ballast grows by.
const PIECE: [u8; 4096] = [7; 4096];

/// A folder of which a program believes what a file says: that the disk is full, or read-only.
#[derive(Debug)]
pub struct Ailing {
    folder: PathBuf,
    shim: PathBuf,
    trouble: PathBuf,
}

impl Ailing {
    /// A folder in another one, on a disk that is well.
    pub fn within(folder: &Path) -> Self {
        let ailing = folder.join("ailing");
        std::fs::create_dir_all(&ailing).unwrap();
        Self {
            folder: ailing.canonicalize().unwrap(),
            shim: shim(folder),
            trouble: folder.join("trouble"),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What a program is started with to believe it.
    pub fn environment(&self) -> [(&'static str, &Path); 3] {
        [
            ("LD_PRELOAD", &self.shim),
            ("DISK_FOLDER", &self.folder),
            ("DISK_TROUBLE", &self.trouble),
        ]
    }

    /// From now on no file grows.
    pub fn is_full(&self) {
        std::fs::write(&self.trouble, "full").unwrap();
    }

    /// From now on nothing can be written.
    pub fn is_read_only(&self) {
        std::fs::write(&self.trouble, "read-only").unwrap();
    }

    /// From now on all is well.
    pub fn is_well(&self) {
        std::fs::write(&self.trouble, "").unwrap();
    }
}

/// A disk of a few megabytes in memory. Whoever may not mount one believes that a folder is one.
#[derive(Debug)]
pub enum SmallDisk {
    /// A real one, at that place.
    Mounted(PathBuf),
    /// A folder.
    Believed(Ailing),
}

impl SmallDisk {
    /// A disk of so many megabytes, mounted in a folder.
    pub fn within(folder: &Path, megabytes: usize) -> Self {
        let place = folder.join("small");
        std::fs::create_dir_all(&place).unwrap();
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(&place)
            .stderr(Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            Self::Mounted(place)
        } else {
            Self::Believed(Ailing::within(folder))
        }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        match self {
            Self::Mounted(place) => place,
            Self::Believed(ailing) => ailing.folder(),
        }
    }

    /// What a program is started with.
    pub fn environment(&self) -> Vec<(&'static str, &Path)> {
        match self {
            Self::Mounted(_) => Vec::new(),
            Self::Believed(ailing) => ailing.environment().to_vec(),
        }
    }

    /// Takes up all the room but so many kilobytes.
    pub fn fill(&self, but: u64) {
        match self {
            Self::Mounted(place) => {
                let mut ballast = std::fs::File::create(place.join(BALLAST)).unwrap();
                while ballast.write_all(&PIECE).is_ok() {}
                let length = ballast.metadata().unwrap().len();
                ballast.set_len(length.saturating_sub(but * 1024)).unwrap();
            }
            Self::Believed(ailing) => ailing.is_full(),
        }
    }

    /// Makes room again.
    pub fn clear(&self) {
        match self {
            Self::Mounted(place) => std::fs::remove_file(place.join(BALLAST)).unwrap(),
            Self::Believed(ailing) => ailing.is_well(),
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Self::Mounted(place) = self {
            // Lazily: a program that was killed in a failing test may still lie on it.
            let _ = Command::new("umount").arg("-l").arg(place).status();
        }
    }
}
