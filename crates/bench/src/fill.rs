//! Filling stores and marketplaces with years.
